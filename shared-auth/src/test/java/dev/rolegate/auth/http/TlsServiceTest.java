package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a caller meets behind TLS, beside the same without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsServiceTest {
  private static final String NAME = "https://hr.example.com:8443";
  private static final String POLICY =
      """
      version: 1
      roles: [Manager, Officer]
      servers:
        hr: {admit: [Manager], tools: {}}
      """;

  private final TestClock clock = new TestClock();
  private final TestTokens tokens = TestTokens.rs256(clock);
  private TlsFixture files;
  private AuditTrail audit;
  private HttpService plain;
  private HttpService tls;
  private HttpService named;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    files = new TlsFixture(data);
    audit = AuditTrail.open(data.resolve("audit.jsonl"));
    plain = service(HttpFixture.config(Files.createDirectory(data.resolve("a")), noTls()));
    tls = service(HttpFixture.config(Files.createDirectory(data.resolve("b")), files.settings()));
    named =
        service(
            HttpFixture.config(
                Files.createDirectory(data.resolve("c")),
                files.settings("PUBLIC_URL", NAME, "MANAGEMENT_BIND", "0.0.0.0")));
  }

  private static Map<String, String> noTls() {
    return Map.of();
  }

  private HttpService service(HttpConfig config) {
    var gate =
        new BearerGate(
            "hr",
            "https://hr.example.com",
            new TokenVerifier(
                tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), clock),
            CurrentPolicy.always(AccessPolicy.parse("policy.yaml", POLICY)),
            audit,
            clock);
    return HttpFixture.start(
        config,
        null,
        routes -> routes.get("/mcp", gate.guard((ctx, caller) -> ctx.result(caller.subject()))));
  }

  @AfterAll
  void stop() {
    List.of(plain, tls, named).forEach(HttpService::close);
    audit.close();
  }

  @Test
  void theGateSaysTheSameWithAndWithout() throws IOException {
    var officer =
        "Authorization: Bearer " + tokens.of("carol", "Officer", TestTokens.AUDIENCE).mint();
    for (var headers :
        List.of(
            new String[] {},
            new String[] {"Authorization: Bearer a.b.c"},
            new String[] {officer},
            new String[] {"Authorization: Bearer a", "Authorization: Bearer b"})) {
      var without = new RawHttp(plain.port()).ask("GET", "/mcp", headers);
      var with = files.http(tls.port()).ask("GET", "/mcp", headers);
      assertThat(comparable(with)).isEqualTo(comparable(without));
    }
    assertThat(files.http(tls.port()).ask("GET", "/mcp").status()).isEqualTo(401);
    assertThat(files.http(tls.port()).ask("GET", "/mcp", officer).status()).isEqualTo(403);
  }

  @Test
  void anAdmittedCallerIsServed() throws IOException {
    var token = tokens.of("alice", "Manager", TestTokens.AUDIENCE).mint();
    var answer = files.http(tls.port()).ask("GET", "/mcp", "Authorization: Bearer " + token);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("alice");
  }

  @Test
  void onlyAHostNameIsBoundToHttps() throws IOException {
    var strict = "Strict-Transport-Security";
    var there = files.http(named.port());
    assertThat(there.ask("GET", "/mcp").header(strict)).isEqualTo("max-age=31536000");
    assertThat(there.ask("GET", "/health/live").header(strict)).isEqualTo("max-age=31536000");
    var foreign = "GET /mcp HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assertThat(there.exchange(foreign).header(strict)).isEqualTo("max-age=31536000");
    assertThat(files.http(tls.port()).ask("GET", "/mcp").hasHeader(strict)).isFalse();
    assertThat(new RawHttp(plain.port()).ask("GET", "/mcp").hasHeader(strict)).isFalse();
  }

  @Test
  void healthSaysWhichTransport() throws IOException {
    assertThat(files.http(tls.port()).ask("GET", "/health/ready").body())
        .isEqualTo("{\"status\":\"UP\",\"transport\":\"https\"}");
    assertThat(new RawHttp(plain.port()).ask("GET", "/health/ready").body())
        .isEqualTo("{\"status\":\"UP\",\"plain_http\":\"loopback\"}");
  }

  @Test
  void managementIsPlainOnLoopbackOnly() throws IOException {
    var onLoopback = new RawHttp(tls.managementPort()).ask("GET", "/metrics");
    assertThat(onLoopback.status()).isEqualTo(401);
    var beyond = files.http(named.managementPort()).ask("GET", "/metrics");
    assertThat(beyond.status()).isEqualTo(401);
    assertThat(ClientHello.suiteChosen(named.managementPort(), ClientHello.TLS_1_2, 0xc02b))
        .isEqualTo(0xc02b);
  }

  private static String comparable(RawHttp.Answer answer) {
    return (answer.head() + "\n" + answer.body())
        .replaceAll("[0-9a-f]{32}", "ID")
        .replaceAll("(?m)^Date:.*$", "");
  }
}
