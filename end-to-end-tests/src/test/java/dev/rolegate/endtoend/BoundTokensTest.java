package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.TestCertificate;
import dev.rolegate.auth.http.TlsFixture;
import dev.rolegate.mcp.McpService;
import dev.rolegate.token.TokenService;
import dev.rolegate.token.TokenServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The token service and two servers over https with a private authority: hr asks for client
 * certificates, crm does not.
 */
@Timeout(120)
class BoundTokensTest {
  private static final String ISSUER = "https://localhost:8100";
  private static final String JSON = "Content-Type: application/json";
  private static final String ACCEPT = "Accept: application/json, text/event-stream";
  private static final String SECRET =
      "{\"client_id\":\"alice\",\"client_secret\":\"alice-secret\"}";

  @TempDir Path data;
  private TlsFixture files;
  private TestCertificate own;
  private TokenService tokenService;
  private McpService hr;
  private McpService crm;

  @BeforeEach
  void start() throws IOException {
    files = new TlsFixture(data);
    own = files.authority.issueForClient();
    var asking = Map.of("TLS_CLIENT_CA_FILE", files.authorityFile.toString());
    var clock = Clock.systemUTC();
    tokenService =
        TokenService.start(
            TokenServiceConfig.from(Env.of(settings(asking, Map.of("DEMO", "true")))), clock);
    // Nothing but this file makes the token service trusted.
    var fetching =
        Map.of(
            "JWKS_URL",
            "https://localhost:" + tokenService.port() + "/.well-known/jwks.json",
            "REVOCATIONS_URL",
            "https://localhost:" + tokenService.port() + "/internal/revocations",
            "TRUSTED_CA_FILE",
            files.authorityFile.toString());
    hr = Server.HR.start(Env.of(settings(asking, fetching)), clock);
    crm = Server.CRM.start(Env.of(settings(Map.of(), fetching)), clock);
  }

  private Map<String, String> settings(Map<String, String> some, Map<String, String> others) {
    var all =
        new HashMap<>(
            files.settings(
                "PORT", "0",
                "ISSUER", ISSUER,
                "DATA_DIR", data.toString(),
                "POLICY_FILE", Repository.file("access-policy.yaml").toString(),
                "RESOURCES", resources()));
    all.putAll(some);
    all.putAll(others);
    return all;
  }

  private static String resources() {
    return "hr=https://localhost:8001/mcp,project=https://localhost:8002/mcp,crm=https://localhost:8003/mcp";
  }

  @AfterEach
  void stop() {
    crm.close();
    hr.close();
    tokenService.close();
  }

  @Test
  void aBoundTokenServesItsCertificateOnly() throws IOException {
    var another = files.authority.issueForClient();
    var bound = token(files.http(tokenService.port(), own));
    assertRefused(hello(files.http(hr.port()), bound), "this connection shows none");
    assertRefused(hello(files.http(hr.port(), another), bound), "another client certificate");
    assertThat(hello(files.http(hr.port(), own), bound).status()).isEqualTo(200);
    assertRefused(hello(files.http(hr.port()), bound), "this connection shows none");
  }

  @Test
  void aSessionThatBeganWithACertificateGivesNoRightsWithoutIt() throws IOException {
    var bound = token(files.http(tokenService.port(), own));
    var begun = hello(files.http(hr.port(), own), bound);
    assertThat(begun.status()).isEqualTo(200);
    var session = "Mcp-Session-Id: " + begun.header("Mcp-Session-Id");
    assertRefused(list(files.http(hr.port()), bound, session), "this connection shows none");
    assertThat(list(files.http(hr.port(), own), bound, session).body())
        .contains("get_employee_records");
    // The session is the caller's; each request is decided by the token that it carries.
    var bearer = token(files.http(tokenService.port()));
    assertThat(list(files.http(hr.port()), bearer, session).body())
        .contains("get_employee_records");
  }

  @Test
  void aServerThatAsksForNoCertificateRefusesBoundTokensAndSaysWhatItAccepts() throws IOException {
    var bound = token(files.http(tokenService.port(), own));
    assertRefused(hello(files.http(crm.port(), own), bound), "this connection shows none");
    var bearer = token(files.http(tokenService.port()));
    assertThat(hello(files.http(crm.port(), own), bearer).status()).isEqualTo(200);
    var name = "tls_client_certificate_bound_access_tokens";
    var path = "/.well-known/oauth-protected-resource/mcp";
    assertThat(files.http(hr.port()).ask("GET", path).body()).contains("\"" + name + "\":true");
    assertThat(files.http(crm.port()).ask("GET", path).body()).doesNotContain(name);
  }

  private static String token(RawHttp http) throws IOException {
    var answer = http.post("/token", SECRET, JSON);
    assertThat(answer.status()).isEqualTo(200);
    return Json.parse(answer.body()).get("access_token").asText();
  }

  private static RawHttp.Answer hello(RawHttp http, String token) throws IOException {
    var body = Json.text(Rpc.request(1, "initialize", Rpc.hello()));
    return http.post("/mcp", body, JSON, ACCEPT, "Authorization: Bearer " + token);
  }

  private static RawHttp.Answer list(RawHttp http, String token, String session)
      throws IOException {
    return http.post(
        "/mcp",
        Json.text(Rpc.request(2, "tools/list", Json.object())),
        JSON,
        ACCEPT,
        session,
        "MCP-Protocol-Version: " + Rpc.VERSION,
        "Authorization: Bearer " + token);
  }

  private static void assertRefused(RawHttp.Answer answer, String because) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"", because);
  }
}
