package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.SECRET_FORM;
import static dev.rolegate.token.RunningService.SECRET_JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.CertificateThumbprint;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.TestCertificate;
import dev.rolegate.auth.http.TlsFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token asked for with a client certificate is bound to it (RFC 8705 §3). */
class CertificateBoundTokenTest {
  private static final String METADATA = "/.well-known/oauth-authorization-server";
  private static final String ISSUER = "https://localhost:8100";

  private TlsFixture files;
  private TestCertificate client;
  private RunningService asking;
  private RunningService notAsking;

  @BeforeEach
  void start(@TempDir Path one, @TempDir Path two) throws IOException {
    files = new TlsFixture(one);
    client = files.authority.issueForClient();
    var settings =
        files.settings("ISSUER", ISSUER, "TLS_CLIENT_CA_FILE", files.authorityFile.toString());
    asking = RunningService.start(one, settings);
    notAsking = RunningService.start(two, files.settings("ISSUER", ISSUER));
  }

  @AfterEach
  void stop() {
    asking.close();
    notAsking.close();
  }

  @Test
  void noTokenForACertificateOfAForeignAuthority() {
    var foreign = files.http(asking.port(), TestCertificate.authority().issueForClient());
    assertThatThrownBy(() -> foreign.post("/token", SECRET_FORM, FORM))
        .isInstanceOf(IOException.class);
  }

  /** It binds what is issued and authenticates nobody. */
  @Test
  void aCertificateIsNoSecret() throws IOException {
    var http = files.http(asking.port(), client);
    var answer = http.post("/token", "grant_type=client_credentials&client_id=alice", FORM);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("invalid_client");
  }

  @Test
  void theTokenNamesTheCertificateThatWasShownAndNoOther() throws IOException {
    var another = files.authority.issueForClient();
    assertThat(confirmation(files.http(asking.port(), client), SECRET_FORM, FORM))
        .isEqualTo(named(client));
    assertThat(confirmation(files.http(asking.port(), client), SECRET_JSON, JSON))
        .isEqualTo(named(client));
    assertThat(confirmation(files.http(asking.port(), another), SECRET_FORM, FORM))
        .isEqualTo(named(another));
  }

  @Test
  void withoutACertificateItIsABearerToken() throws IOException {
    assertThat(claims(files.http(asking.port()), SECRET_FORM, FORM).has("cnf")).isFalse();
    assertThat(claims(files.http(notAsking.port(), client), SECRET_FORM, FORM).has("cnf"))
        .isFalse();
    var pretended = files.http(asking.port());
    var pem = client.certificatePem().replaceAll("\\s", "");
    assertThat(claims(pretended, SECRET_FORM, FORM, "Client-Cert: :" + pem + ":").has("cnf"))
        .isFalse();
  }

  @Test
  void theMetadataSaysSoWhereItIsSo() throws IOException {
    var name = "tls_client_certificate_bound_access_tokens";
    var metadata = RunningService.json(files.http(asking.port()).ask("GET", METADATA));
    assertThat(metadata.get(name).isBoolean() && metadata.get(name).asBoolean()).isTrue();
    assertThat(metadata.get("token_endpoint_auth_methods_supported").toString())
        .doesNotContain("tls_client_auth");
    var other = RunningService.json(files.http(notAsking.port()).ask("GET", METADATA));
    assertThat(other.has(name)).isFalse();
  }

  private static Map<String, String> named(TestCertificate one) {
    return Map.of("x5t#S256", CertificateThumbprint.of(one.certificate()).toString());
  }

  private static Map<String, String> confirmation(RawHttp http, String body, String... headers)
      throws IOException {
    var cnf = claims(http, body, headers).get("cnf");
    assertThat(cnf).hasSize(1);
    return Map.of("x5t#S256", cnf.get("x5t#S256").asText());
  }

  private static JsonNode claims(RawHttp http, String body, String... headers) throws IOException {
    var answer = http.post("/token", body, headers);
    assertThat(answer.status()).isEqualTo(200);
    return RunningService.part(RunningService.json(answer), 1);
  }
}
