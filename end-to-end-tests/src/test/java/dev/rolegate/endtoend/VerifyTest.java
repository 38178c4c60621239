package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.apikey.TestApiKeys;
import dev.rolegate.mcp.HoleyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code rolegate verify} says the truth about a deployment, good or bad, and leaves no trace. */
class VerifyTest {
  private static final String POLICY = Repository.file("access-policy.yaml").toString();
  private static final String HOLE = "add_employee_record";

  @RegisterExtension static final Deployments deployments = new Deployments();

  @TempDir Path folder;

  @Test
  void aToolThatSkipsTheCheckIsFoundAndNamed() throws IOException {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var env = deployment.environment(Server.HR);
    env.put("PORT", "0");
    env.put("DATA_DIR", Files.createDirectory(folder.resolve("own")).toString());
    env.put("FEED_TOKEN_FILE", deployment.folder().resolve("shared/feed.token").toString());
    var other = Files.createDirectory(folder.resolve("other"));
    try (var holey = HoleyServer.start(env, HOLE, other)) {
      var ended = verify(deployment, holey.port(), "--no-wait --report " + folder + " ");
      assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(1);
      var differing =
          report().get("cells").valueStream().filter(cell -> cell.get("differs").asBoolean());
      assertThat(differing)
          .hasSize(10)
          .allSatisfy(cell -> {
            assertThat(cell.get("server").asText()).isEqualTo("hr");
            assertThat(cell.get("name").asText()).isEqualTo(HOLE);
            assertThat(cell.get("role").asText()).isIn("AssistantManager", "Officer");
            assertThat(cell.get("expected").toString()).isEqualTo("[\"refused\"]");
            assertThat(cell.get("observed").asText()).isEqualTo("callable");
            assertThat(cell.get("response").asText()).isNotBlank();
          });
      assertThat(ended.out())
          .contains(
              "DIFFERS hr/sse, tools/call as Officer, " + HOLE,
              "expected refused, observed callable",
              "10 differences");
      assertThat(Files.readString(folder.resolve("verify.html"))).contains("10 differences");
    }
    assertNoProbe(deployment);
  }

  @Test
  void whatIsDeclaredElsewhereThanItRunsIsFound() throws IOException {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var other =
        Files.readString(Path.of(POLICY))
            .replaceFirst(
                "get_hr_summary: +\\{allow: \\[Manager,", "get_hr_summary: {allow: [Officer,")
            .replaceFirst(
                "phone: +\\{full: \\[Manager, AssistantManager]", "phone: {full: [Manager]")
            .replaceFirst(
                "hire_date: +\\{full: \\[Manager, AssistantManager]",
                "hire_date: {full: [Manager]");
    var file = Files.writeString(folder.resolve("other.yaml"), other);
    var ended =
        verify(deployment, deployment.url(Server.HR).getPort(), "--no-wait --policy " + file);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out())
        .contains(
            "as Officer, get_hr_summary: expected listed, observed hidden",
            "as Officer, get_hr_summary: expected callable, observed refused",
            "as Manager, get_hr_summary: expected hidden, observed listed",
            "as Manager, get_hr_summary: expected refused, observed callable",
            "as AssistantManager, get_employee_records: schema of employee: expected ",
            "get_employee_records: fields of what it finds: expected none that is hidden, observed"
                + " employee.hire_date, employee.phone",
            "values of employee.phone in everything that it is answered: expected no value of it,"
                + " observed a value of it",
            "get_employee_records: hire_date_from in its schema: expected absent, observed there",
            "get_employee_records: hire_date_from 2099-01-01: expected refused by name, observed"
                + " taken");
  }

  @Test
  void theShippedStackDiffersInNothing() throws IOException {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var begun = deployment.tokenServiceAudit().lines().size();
    var ended =
        verify(
            deployment,
            deployment.url(Server.HR).getPort(),
            "--report " + folder + " --policy " + POLICY);
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains(" 0 differences", HOLE);
    var report = report();
    assertThat(report.get("cells").findValuesAsText("name"))
        .contains("an expired token", "a token that was revoked by its jti");
    assertThat(report.get("cells")).hasSizeGreaterThan(2_500);
    assertThat(report.get("families").findValuesAsText("family"))
        .contains(
            "admission",
            "tools",
            "fields",
            "confirmation",
            "tokens",
            "life",
            "requests",
            "sessions",
            "rows");
    assertThat(report.get("rows").findValues("before"))
        .isEqualTo(report.get("rows").findValues("after"));
    assertThat(report.get("rows").get(0).get("before")).isNotEmpty();
    assertHoldsNoSecret(Files.readString(folder.resolve("verify.html")));
    assertHoldsNoSecret(Files.readString(folder.resolve("verify.json")));
    assertNoProbe(deployment);
    var audited = deployment.tokenServiceAudit().lines();
    assertThat(audited.subList(begun, audited.size()))
        .filteredOn(line -> line.path("action").asText().startsWith("admin_clients"))
        .hasSizeGreaterThan(10)
        .allSatisfy(line -> {
          assertThat(line.path("subject").asText()).isEqualTo("verify");
          assertThat(line.path("reason").asText()).startsWith("rolegate verify, run ");
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RS256")
  void noAlgorithmMakesADifference(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var ended = verify(deployment, deployment.url(Server.HR).getPort(), "--no-wait");
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  /** Headers and queries of keys then mean something, and must still open nothing. */
  @Test
  void apiKeysMakeNoDifference() {
    var keys =
        new TestApiKeys(
            folder.resolve("api-keys.json"), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    keys.put(keys.entry(TestApiKeys.key(1), "reports", "Manager", "hr", "project", "crm"));
    var settings = Map.of("API_KEYS_FILE", keys.path().toString());
    try (var deployment =
        Deployment.start(SigningAlgorithm.RS256, Addresses.canonical(), settings)) {
      var ended = verify(deployment, deployment.url(Server.HR).getPort(), "--no-wait");
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    }
  }

  @Test
  void whatAnEarlierRunLeftIsRemoved() {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    deployment.administer(
        "clients/add",
        "{\"client_id\":\"verify-probe.1.x\",\"title\":\"probe of rolegate verify\","
            + "\"operator\":\"verify\",\"reason\":\"was killed\"}");
    deployment.administer(
        "clients/add",
        "{\"client_id\":\"verify-probe.mine\",\"operator\":\"me\",\"reason\":\"looks alike\"}");
    var ended = verify(deployment, 1, "--no-wait");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("removed 1 probe clients of an earlier run");
    assertThat(clients(deployment))
        .contains("verify-probe.mine")
        .doesNotContain("verify-probe.1.x");
    deployment.administer(
        "clients/remove",
        "{\"client_id\":\"verify-probe.mine\",\"operator\":\"me\",\"reason\":\"done\"}");
    assertNoProbe(deployment);
  }

  @Test
  void aServerThatIsDownIsNamedWithWhatToDo() {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var ended = verify(deployment, 1, "--no-wait");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .contains("hr does not answer at localhost port 1; start it", "--connect-to hr=HOST:PORT");
    assertNoProbe(deployment);
  }

  @Test
  void aRunThatIsInterruptedLeavesNoProbe() throws InterruptedException {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var ended = new AtomicReference<Operator.Ended>();
    var run =
        Thread.ofVirtual()
            .start(() -> ended.set(verify(deployment, deployment.url(Server.HR).getPort(), "")));
    while (clients(deployment).stream().noneMatch(id -> id.startsWith("verify-probe."))) {
      Thread.onSpinWait();
    }
    run.interrupt();
    run.join();
    assertThat(ended.get().code()).as(ended.get().err()).isEqualTo(3);
    assertThat(ended.get().err()).contains("ended before everything was tried");
    assertNoProbe(deployment);
  }

  private static Operator.Ended verify(Deployment deployment, int hrPort, String options) {
    var policy = options.contains("--policy") ? "" : " --policy " + POLICY;
    var line = new StringBuilder("verify " + options + policy);
    line.append(" --connect-to token-service=localhost:" + deployment.tokenServiceUrl().getPort());
    line.append(" --connect-to hr=localhost:" + hrPort);
    for (var server : List.of(Server.PROJECT, Server.CRM)) {
      line.append(" --connect-to " + server + "=localhost:" + deployment.url(server).getPort());
    }
    return new Operator(deployment).types(line.toString());
  }

  private JsonNode report() throws IOException {
    return Json.parse(Files.readString(folder.resolve("verify.json")));
  }

  private static void assertHoldsNoSecret(String report) {
    // The header of every token of ours begins so.
    assertThat(report).doesNotContain("eyJ").doesNotContainPattern("client_secret=[^\\[]");
    assertThat(report).doesNotContainPattern("(?i)mcp-session-id: *[0-9a-f]{5}");
  }

  private static void assertNoProbe(Deployment deployment) {
    assertThat(clients(deployment)).noneMatch(id -> id.startsWith("verify-probe."));
  }

  private static List<String> clients(Deployment deployment) {
    var ids = new ArrayList<String>();
    deployment
        .administer("clients/list", "{}")
        .get("clients")
        .forEach(client -> ids.add(client.get("client_id").asText()));
    return ids;
  }
}
