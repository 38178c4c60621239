package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two open documents, held against what is really served. */
class DocumentsTest {
  private static final String METADATA = "/.well-known/oauth-authorization-server";
  private static final String JWKS = "/.well-known/jwks.json";

  @TempDir Path data;

  @Test
  void theMetadataIsWhatIsServedAndNothingMore() throws IOException {
    try (var service = RunningService.start(data)) {
      var metadata = document(service, METADATA);
      assertThat(metadata)
          .hasToString(
              "{\"issuer\":\"http://localhost:8100\""
                  + ",\"token_endpoint\":\"http://localhost:8100/token\""
                  + ",\"jwks_uri\":\"http://localhost:8100/.well-known/jwks.json\""
                  + ",\"response_types_supported\":[]"
                  + ",\"grant_types_supported\":[\"client_credentials\",\"refresh_token\","
                  + "\"urn:ietf:params:oauth:grant-type:token-exchange\"]"
                  + auth("token", "")
                  + ",\"revocation_endpoint\":\"http://localhost:8100/revoke\""
                  + auth("revocation", "")
                  + ",\"introspection_endpoint\":\"http://localhost:8100/introspect\""
                  + auth("introspection", ",\"Bearer\"")
                  + "}");
      var jwks = path(metadata, "jwks_uri");
      assertThat(service.http.ask("GET", jwks).status()).isEqualTo(200);
      assertThat(path(metadata, "token_endpoint")).isEqualTo("/token"); // see AdvertisedTest
    }
  }

  private static String auth(String endpoint, String more) {
    return ",\"%s_endpoint_auth_signing_alg_values_supported\":[\"RS256\",\"ES256\"]"
            .formatted(endpoint)
        + ",\"%s_endpoint_auth_methods_supported\":".formatted(endpoint)
        + "[\"client_secret_basic\",\"client_secret_post\",\"private_key_jwt\""
        + more
        + "]";
  }

  @Test
  void theIssuerOfTheMetadataIsTheOneThatIsConfigured() throws IOException {
    var elsewhere = "https://tokens.example.com";
    try (var service =
        RunningService.start(
            data, Map.of("PUBLIC_URL", elsewhere, "ISSUER", elsewhere, "DEMO", ""))) {
      var metadata = document(service, METADATA);
      assertThat(metadata.get("issuer").asText()).isEqualTo(elsewhere);
      assertThat(metadata.get("token_endpoint").asText()).isEqualTo(elsewhere + "/token");
      // and not the Host that somebody sends
      var foreign =
          service.http.exchange(
              "GET "
                  + METADATA
                  + " HTTP/1.1\r\nHost: evil.example\r\n"
                  + "Connection: close\r\n\r\n");
      RefusalAssert.isOurs(foreign, 421);
    }
  }

  @Test
  void theKeySetShowsThePublicKeyOfTheTokensAndNothingPrivate() throws IOException {
    var kept = TestTokens.rs256(new TestClock()).privateKey();
    try (var service = RunningService.start(data, Map.of("TOKEN_KEY", PemKeys.write(kept)))) {
      // JWKS-001
      var keys = document(service, JWKS).get("keys");
      assertThat(keys).hasSize(1);
      var key = keys.get(0);
      assertThat(key.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
      assertThat(key.get("kty").asText()).isEqualTo("RSA");
      assertThat(key.get("use").asText()).isEqualTo("sig");
      assertThat(key.get("alg").asText()).isEqualTo("RS256");
      assertThat(key.get("n").asText()).isEqualTo(KeyIds.base64url(kept.getModulus()));
      assertThat(key.get("kid").asText()).isEqualTo(KeyIds.of(PemKeys.publicOf(kept)));
      var header = RunningService.part(service.token("alice", "alice-secret"), 0);
      assertThat(header.get("kid")).isEqualTo(key.get("kid"));
    }
  }

  @Test
  void theKeySetShowsAKeyOfP256InItsOwnMembers() throws IOException {
    try (var service = RunningService.start(data, Map.of("TOKEN_ALGORITHM", "ES256"))) {
      var key = document(service, JWKS).get("keys").get(0);
      assertThat(key.fieldNames())
          .toIterable()
          .containsExactly("kty", "use", "alg", "kid", "crv", "x", "y");
      assertThat(key.get("kty").asText()).isEqualTo("EC");
      assertThat(key.get("crv").asText()).isEqualTo("P-256");
      var header = RunningService.part(service.token("alice", "alice-secret"), 0);
      assertThat(header.get("alg").asText()).isEqualTo("ES256");
      assertThat(header.get("kid")).isEqualTo(key.get("kid"));
    }
  }

  @Test
  void withASharedSecretTheKeySetIsEmptyAndTheSecretNowhere() throws IOException {
    try (var service = RunningService.start(data, Map.of("TOKEN_ALGORITHM", "HS256"))) {
      // JWKS-002
      assertThat(document(service, JWKS)).hasToString("{\"keys\":[]}");
      var token = service.token("alice", "alice-secret");
      assertThat(RunningService.part(token, 0).get("alg").asText()).isEqualTo("HS256");
      var secret = Files.readString(data.resolve("shared/hs256.key")).strip();
      var everything = new StringBuilder(service.auditText()).append(token);
      for (var path : List.of(METADATA, JWKS, "/health/live", "/health/ready", "/token", "/x")) {
        var answer = service.http.ask("GET", path);
        everything.append(answer.head()).append(answer.body());
      }
      everything.append(service.post(RunningService.GRANT, FORM, basic("alice", "x")));
      assertThat(everything.toString()).contains("invalid_client").doesNotContain(secret);
    }
  }

  @Test
  void bothDocumentsAreForEverybodyAndForPagesOfAnyOrigin() throws IOException {
    try (var service = RunningService.start(data)) {
      for (var path : List.of(METADATA, JWKS)) {
        var answer = service.http.ask("GET", path, "Origin: https://any.example");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(service.http.ask("POST", path).header("Allow")).contains("GET");
      }
    }
  }

  private static JsonNode document(RunningService service, String path) throws IOException {
    RawHttp.Answer answer = service.http.ask("GET", path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
    return RunningService.json(answer);
  }

  private static String path(JsonNode metadata, String name) {
    return URI.create(metadata.get(name).asText()).getPath();
  }
}
