package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.database.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients as an operator manages them, over HTTP. */
class ClientAdministrationTest {
  private static final String IMPORTED = "Zx81kPq0vBn37LmCwT5yRd29HsJfGe64";

  @TempDir Path data;

  @ParameterizedTest
  @EnumSource
  void aClientLivesFromAddToRemoveAlsoAcrossRestarts(Databases engine) throws IOException {
    var database = engine.fresh("token-service", data);
    String secret;
    try (var service = start("one", database)) {
      secret = service.add("'client_id':'payroll','job_role':'Officer','title':'Nightly'");
      service.add("'client_id':'second'");
    }
    try (var service = start("one", database)) {
      var shown = shown(service, "payroll");
      assertThat(shown)
          .hasToString(
              "{\"client_id\":\"payroll\",\"title\":\"Nightly\",\"subject\":\"payroll\""
                  + ",\"job_role\":\"Officer\",\"grants\":[\"client_credentials\"]"
                  + ",\"auth_methods\":[\"client_secret_basic\",\"client_secret_post\"]"
                  + ",\"enabled\":true,\"may_act_for\":[],\"secrets\":[{\"id\":\"SECRET-001\""
                  + ",\"created\":\"2026-11-24T12:00:00.000Z\"}],\"jwks\":[]}");
      assertThat(status(service, "payroll", secret)).isEqualTo(200);
      var page = json(service.adminAlone("clients/list", "'limit':1"));
      assertThat(page.get("clients").findValuesAsText("client_id")).containsExactly("payroll");
      assertThat(page.get("next").asText()).isEqualTo("payroll");
      var rest = json(service.adminAlone("clients/list", "'after':'payroll'"));
      assertThat(rest.get("clients").findValuesAsText("client_id")).containsExactly("second");
      assertThat(rest.has("next")).isFalse();

      var off = service.admin("clients/disable", "'client_id':'payroll'");
      assertThat(json(off).at("/client/enabled").asBoolean()).isFalse();
      assertThat(service.admin("clients/disable", "'client_id':'payroll'").status()).isEqualTo(200);
    }
    try (var service = start("one", database)) {
      assertThat(status(service, "payroll", secret)).isEqualTo(401);
      service.admin("clients/enable", "'client_id':'payroll'");
      assertThat(status(service, "payroll", secret)).isEqualTo(200);
      assertThat(service.admin("clients/remove", "'client_id':'payroll'").status()).isEqualTo(200);
      assertThat(status(service, "payroll", secret)).isEqualTo(401);
      for (var operation : List.of("disable", "enable", "remove", "rotate-secret")) {
        RefusalAssert.isOurs(service.admin("clients/" + operation, "'client_id':'payroll'"), 404);
      }
      RefusalAssert.isOurs(service.adminAlone("clients/show", "'client_id':'payroll'"), 404);
    }
    try (var service = start("one", database)) {
      assertThat(status(service, "payroll", secret)).isEqualTo(401);
      var again = service.add("'client_id':'payroll'");
      assertThat(status(service, "payroll", secret))
          .as("the secret of its namesake")
          .isEqualTo(401);
      assertThat(status(service, "payroll", again)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecretRotatesWithBothAliveForAWhile(Databases engine) throws IOException {
    try (var service = start("one", engine.fresh("token-service", data))) {
      var first = service.add("'client_id':'c'");
      var answer = json(service.admin("clients/rotate-secret", "'client_id':'c'"));
      var second = answer.get("secret").asText();
      assertThat(second).hasSize(43).isNotEqualTo(first);
      assertThat(answer.get("older_secret_not_after").asText())
          .isEqualTo("2026-11-25T12:00:00.000Z");
      assertThat(status(service, "c", first)).isEqualTo(200);
      assertThat(status(service, "c", second)).isEqualTo(200);

      var third = service.admin("clients/rotate-secret", "'client_id':'c'");
      RefusalAssert.isOurs(third, 409);
      assertThat(third.body())
          .contains("two living secrets, SECRET-002 and SECRET-001")
          .contains("SECRET-001 ends at 2026-11-25T12:00:00.000Z");
      assertThat(status(service, "c", first)).as("nothing was ended").isEqualTo(200);

      service.clock.advance(Duration.ofHours(24));
      assertThat(status(service, "c", first)).isEqualTo(401);
      assertThat(status(service, "c", second)).isEqualTo(200);
      assertThat(service.admin("clients/rotate-secret", "'client_id':'c'").status()).isEqualTo(200);
      assertThat(shown(service, "c").get("secrets").findValuesAsText("id"))
          .containsExactly("SECRET-003", "SECRET-002");
    }
  }

  @Test
  void aSecretThatIsOutEndsNowAndOneThatNobodyGotMakesRoom() throws IOException {
    try (var service = RunningService.start(data)) {
      var first = service.add("'client_id':'c'");
      var lost = json(service.admin("clients/rotate-secret", "'client_id':'c'"));
      var wrong =
          service.admin("clients/rotate-secret", "'client_id':'c','end_secret':'SECRET-999'");
      RefusalAssert.isOurs(wrong, 409);
      assertThat(wrong.body()).contains("those that live: SECRET-002, SECRET-001");
      var id = lost.get("secret_id").asText();
      var next =
          json(service.admin("clients/rotate-secret", "'client_id':'c','end_secret':'" + id + "'"));
      assertThat(status(service, "c", lost.get("secret").asText())).isEqualTo(401);
      assertThat(status(service, "c", first)).as("it is the one in use").isEqualTo(200);
      assertThat(next.get("older_secret_not_after").asText()).startsWith("2026-11-25T12:00");

      var now = json(service.admin("clients/rotate-secret", "'client_id':'c','overlap':'PT0S'"));
      assertThat(now.has("older_secret_not_after")).isFalse();
      assertThat(status(service, "c", first)).isEqualTo(401);
      assertThat(status(service, "c", next.get("secret").asText())).isEqualTo(401);
      assertThat(status(service, "c", now.get("secret").asText())).isEqualTo(200);
    }
  }

  @Test
  void aSecretOfOnesOwnIsTakenOnceAndNeverShown() throws IOException {
    try (var service = RunningService.start(data)) {
      var added = service.admin("clients/add", "'client_id':'c','secret':'" + IMPORTED + "'");
      assertThat(added.status()).isEqualTo(201);
      assertThat(added.body()).doesNotContain(IMPORTED);
      assertThat(json(added).has("secret")).isFalse();
      assertThat(status(service, "c", IMPORTED)).isEqualTo(200);
      var same =
          service.admin("clients/rotate-secret", "'client_id':'c','secret':'" + IMPORTED + "'");
      RefusalAssert.isOurs(same, 409);
      assertThat(same.body()).doesNotContain(IMPORTED);
    }
  }

  @Test
  void noSecretIsInAnyFileAndTheDatabaseIsItsOwnersAlone() throws IOException {
    var secrets = new ArrayList<String>();
    try (var service = RunningService.start(data)) {
      secrets.add(service.add("'client_id':'c'"));
      secrets.add(
          json(service.admin("clients/rotate-secret", "'client_id':'c'")).get("secret").asText());
      service.admin("clients/add", "'client_id':'d','secret':'" + IMPORTED + "'");
      secrets.add(IMPORTED);
      secrets.forEach(secret -> assertThat(noFileHolds(secret)).isTrue());
    }
    secrets.forEach(secret -> assertThat(noFileHolds(secret)).isTrue());
    var file = data.resolve("token-service/token-service.db");
    assertThat(Files.getPosixFilePermissions(file))
        .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void eachChangeIsInTheAuditWithWhoAndWhy() throws IOException {
    try (var service = RunningService.start(data)) {
      service.add("'client_id':'c'");
      for (var operation : List.of("disable", "enable", "rotate-secret", "remove")) {
        assertThat(service.admin("clients/" + operation, "'client_id':'c'").status())
            .isEqualTo(200);
      }
      service.adminAlone("clients/list", "");
      service.admin("clients/enable", "'client_id':'c'"); // does not exist any more
      var lines = service.audit();
      assertThat(lines.stream().map(line -> line.get("action").asText()))
          .containsExactly(
              "admin_clients_add",
              "admin_clients_disable",
              "admin_clients_enable",
              "admin_clients_rotate_secret",
              "admin_clients_remove");
      assertThat(lines)
          .allSatisfy(line -> {
            assertThat(line.get("subject").asText()).isEqualTo("dora");
            assertThat(line.get("client").asText()).isEqualTo("c");
            assertThat(line.get("reason").asText()).isEqualTo("because of a test");
          });
    }
  }

  @Test
  void nobodyElseIsAnsweredAndNothingOfItIsOnThePublicPort() throws IOException {
    try (var service = RunningService.start(data)) {
      var body = "{\"client_id\":\"c\",\"operator\":\"o\",\"reason\":\"r\"}";
      for (var header : List.of("X: y", "Authorization: Bearer wrong", RunningService.alice())) {
        RefusalAssert.isOurs(
            service.management.post("/admin/clients/add", body, JSON, header), 401);
      }
      RefusalAssert.isOurs(service.http.post("/admin/clients/add", body, JSON), 404);
      RefusalAssert.isOurs(service.adminAlone("clients/show", "'client_id':'c'"), 404);
    }
  }

  @Test
  void twoServicesOnOneDatabaseAreOneToClientsAndOperators() throws IOException {
    var database = Databases.POSTGRESQL.fresh("token-service", data);
    try (var one = start("one", database);
        var two = start("two", database)) {
      var secret = one.add("'client_id':'c'");
      assertThat(status(two, "c", secret)).isEqualTo(200);
      var second =
          json(two.admin("clients/rotate-secret", "'client_id':'c','overlap':'PT0S'"))
              .get("secret")
              .asText();
      assertThat(status(one, "c", secret)).isEqualTo(401);
      assertThat(status(one, "c", second)).isEqualTo(200);
      one.admin("clients/disable", "'client_id':'c'");
      assertThat(status(two, "c", second)).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyWhoAddOneClientOneDoes(Databases engine) throws IOException {
    try (var services = new Services(engine)) {
      var one = services.one;
      var two = services.two;
      var answers = together(one, two, "clients/add", "'client_id':'c'");
      assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
      assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(15);
      var won = answers.stream().filter(answer -> answer.status() == 201).findFirst().orElseThrow();
      assertThat(status(two, "c", json(won).get("secret").asText())).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyWhoRotateASecretOneDoesAndTwoLive(Databases engine) throws IOException {
    try (var services = new Services(engine)) {
      var one = services.one;
      var two = services.two;
      var first = one.add("'client_id':'c'");
      var answers = together(one, two, "clients/rotate-secret", "'client_id':'c'");
      assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
      assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(15);
      assertThat(shown(one, "c").get("secrets")).hasSize(2);
      assertThat(status(two, "c", first)).isEqualTo(200);

      var ends = together(one, two, "clients/rotate-secret", "'client_id':'c','overlap':'PT0S'");
      assertThat(ends).allMatch(answer -> answer.status() == 200);
      assertThat(shown(one, "c").get("secrets")).hasSize(1);
    }
  }

  /** Two on one database, where a database can be shared. */
  private final class Services implements AutoCloseable {
    private final RunningService one;
    private final RunningService two;

    Services(Databases engine) {
      var database = engine.fresh("token-service", data);
      one = start("one", database);
      two = engine == Databases.SQLITE ? one : start("two", database);
    }

    @Override
    public void close() {
      one.close();
      if (two != one) {
        two.close();
      }
    }
  }

  private static List<RawHttp.Answer> together(
      RunningService one, RunningService two, String operation, String members) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<RawHttp.Answer>>();
      for (var i = 0; i < 16; i++) {
        var service = i % 2 == 0 ? one : two;
        all.add(threads.submit(() -> service.admin(operation, members)));
      }
      return all.stream().map(ClientAdministrationTest::finished).toList();
    }
  }

  private static <T> T finished(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private RunningService start(String name, DatabaseConfig database) {
    return RunningService.start(data.resolve(name), database, Map.of());
  }

  private static JsonNode shown(RunningService service, String clientId) throws IOException {
    var answer = service.adminAlone("clients/show", "'client_id':'" + clientId + "'");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return json(answer).get("client");
  }

  private static int status(RunningService service, String clientId, String secret)
      throws IOException {
    return service.post(GRANT, FORM, basic(clientId, secret)).status();
  }

  private static JsonNode json(RawHttp.Answer answer) throws IOException {
    return RunningService.json(answer);
  }

  private boolean noFileHolds(String secret) {
    try (var files = Files.walk(data)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
