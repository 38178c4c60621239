package dev.rolegate.endtoend.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.apikey.KeyText;
import dev.rolegate.auth.apikey.TestApiKeys;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.Server;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** API keys at every server of a deployment that takes them, and bytes that no client sends. */
class ApiKeyCasesTest {
  private static final String KEY = TestApiKeys.key(1);
  private static final String OLD = TestApiKeys.key(2);
  private static final String CRM_ONLY = TestApiKeys.key(3);

  @TempDir static Path folder;
  private static TestApiKeys file;
  private static Deployment deployment;

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("APIKEY"));
  }

  @BeforeAll
  static void start() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    file = new TestApiKeys(folder.resolve("api-keys.json"), now);
    file.put(
        file.entry(KEY, "reports", "Manager", "hr", "project", "crm"),
        file.entry(OLD, "reports", "Manager", "hr", "project", "crm").endingBy(now),
        file.entry(CRM_ONLY, "sales", "Manager", "crm"));
    deployment =
        Deployment.start(
            SigningAlgorithm.RS256,
            Addresses.canonical(),
            Map.of("API_KEYS_FILE", file.path().toString()));
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @TestFactory
  Stream<DynamicTest> ofTheFile() {
    return cases().stream()
        .flatMap(one ->
            Stream.of(Server.values())
                .map(server ->
                    DynamicTest.dynamicTest(one + " at " + server, () -> run(one, server))));
  }

  private static void run(AttackCase one, Server server) {
    var variables =
        new Variables(0).with("API_KEY_SHA256", KeyText.sha256(KEY)).with("API_KEY_OLD", OLD);
    var headers = new ArrayList<String>();
    for (var header : one.request().get("headers")) {
      headers.add(header.get(0).asText() + ": " + variables.in(header.get(1).asText()));
    }
    assertThat(one.statuses()).containsExactly(401);
    refused(server, headers, 401);
  }

  /** Ours, beside the table of the kit: what a client's library would not let through. */
  @TestFactory
  Stream<DynamicTest> ofOurs() {
    var token = "Authorization: Bearer " + deployment.token(DemoClient.ALICE);
    return Stream.of(
            attack("a key with bytes beyond ASCII", 401, "X-API-Key: rgk_\u00ff\u00fe" + KEY),
            attack("a key with letters of another script", 401, "X-API-Key: rgk_\u0430\u0431"),
            attack("a tab behind the key", 401, "X-API-Key: " + KEY + "\tx"),
            attack("a control character", 400, "X-API-Key: " + KEY + "\u0001"),
            attack("a NUL", 400, "X-API-Key: " + KEY + "\0"),
            attack("a key that is folded", 400, "X-API-Key: rgk_", " " + KEY.substring(4)),
            attack("a space before the colon", 400, "X-API-Key : " + KEY),
            attack("a key of 64 KiB", 431, "X-API-Key: " + "a".repeat(65_536)),
            attack("a Basic of 4 KiB", 400, basic("reports:" + "a".repeat(3000))),
            attack("a user of half a KiB", 401, basic("r".repeat(500) + ":" + KEY)),
            attack("the hash by Basic", 401, basic("reports:" + KeyText.sha256(KEY))),
            attack("the hash behind the prefix", 401, "X-API-Key: rgk_" + KeyText.sha256(KEY)),
            attack("a demo client by Basic", 401, basic("alice:alice-secret")),
            attack("a demo secret as key", 401, "X-API-Key: alice-secret"),
            attack("a token as key", 401, "X-API-Key: " + token.substring(22)),
            attack("a token by Basic", 400, basic("reports:" + token.substring(22))),
            attack("a token and another's key", 400, token, "X-API-Key: " + CRM_ONLY),
            attack("both of one caller", 400, basic("reports:" + KEY), "X-API-Key: " + KEY),
            attack(
                "a rotated-out key and the new one", 400, "X-API-Key: " + OLD, "X-API-Key: " + KEY),
            attack("an id that is another's", 401, basic("sales:" + KEY)))
        .flatMap(one ->
            Stream.of(Server.values())
                .map(server ->
                    DynamicTest.dynamicTest(
                        one.name() + " at " + server,
                        () -> refused(server, one.headers(), one.status()))));
  }

  private record Attack(String name, int status, List<String> headers) {}

  private static Attack attack(String name, int status, String... headers) {
    return new Attack(name, status, List.of(headers));
  }

  private static void refused(Server server, List<String> headers, int status) {
    var target = Target.of(deployment, server);
    var before = target.sing();
    try (var log = LogCapture.start()) {
      var answer = send(target, headers);
      Oracles.leaksNothing(answer);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      assertThat(answer.everything()).doesNotContain(KEY, OLD, KeyText.sha256(KEY));
      if (status == 401) {
        Oracles.hold(answer);
        assertThat(answer.all("WWW-Authenticate"))
            .singleElement()
            .asString()
            .matches("Bearer resource_metadata=\"[^\"]+\"");
        var line = Oracles.audited(answer, target.audit());
        assertThat(line.get("outcome").asText()).isEqualTo("denied");
        assertThat(line.get("subject").isNull()).isTrue();
      }
      Oracles.cleanLog(log.text(), KEY, OLD, CRM_ONLY);
    }
    assertThat(target.audit().text()).doesNotContain(KEY, OLD, CRM_ONLY);
    assertThat(target.sing()).as("O6").isEqualTo(before);
  }

  /** As Latin-1, so that a character is a byte. */
  private static Answer send(Target target, List<String> headers) {
    var all = Target.all(headers, target.canary().sessionHeaders());
    var body = Json.text(target.read());
    var head = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: " + target.raw().host() + "\r\n");
    head.append("Connection: close\r\n");
    all.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    return target.raw().exchange(head.toString().getBytes(ISO_8859_1));
  }

  @Test
  void theGoodOneWorksInBothFormsAtEveryServerAndIsAudited() {
    for (var server : Server.values()) {
      var target = Target.of(deployment, server);
      for (var header : List.of("X-API-Key: " + KEY, basic("reports:" + KEY))) {
        var answer = target.inOwnSession(target.read(), List.of(header));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().at("/result/isError").asBoolean(true)).isFalse();
        var line = Oracles.audited(answer, target.audit());
        assertThat(line.get("client").asText()).isEqualTo("reports");
        assertThat(line.get("subject").asText()).isEqualTo("reports-subject");
        assertThat(line.get("role").asText()).isEqualTo("Manager");
        assertThat(target.audit().text()).doesNotContain(KEY);
      }
      assertThat(target.inCanarysSession(target.read(), List.of("X-API-Key: " + KEY)).status())
          .as("in the session of another")
          .isEqualTo(404);
    }
  }

  @Test
  void aKeyOfAnotherServerIsToldWhereItIsGood() {
    var hr = Target.of(deployment, Server.HR);
    var refused = hr.inOwnSession(hr.read(), List.of("X-API-Key: " + CRM_ONLY));
    Oracles.hold(refused);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("This API key is not for hr; it is for: crm.");
    assertThat(Oracles.audited(refused, hr.audit()).get("client").asText()).isEqualTo("sales");
    var crm = Target.of(deployment, Server.CRM);
    assertThat(crm.inOwnSession(crm.read(), List.of("X-API-Key: " + CRM_ONLY)).status())
        .isEqualTo(200);
  }

  @Test
  void theTokenServiceKnowsNoKeys() {
    var url = deployment.tokenServiceUrl();
    for (var header : List.of("X-API-Key: " + KEY, basic("reports:" + KEY))) {
      var token =
          Http.post(
              url.resolve("/token"),
              "grant_type=client_credentials",
              "Content-Type: application/x-www-form-urlencoded",
              header);
      assertThat(token.status()).as(token.toString()).isBetween(400, 401);
      assertThat(token.body()).doesNotContain("access_token");
    }
  }

  private static String basic(String pair) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(ISO_8859_1));
  }
}
