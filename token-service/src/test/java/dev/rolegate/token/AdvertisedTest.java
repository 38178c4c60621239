package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.token.client.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the metadata lists is done, and what is done the metadata lists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvertisedTest {
  /** All that are registered anywhere; most of them are not here. */
  private static final List<String> GRANTS =
      List.of(
          "authorization_code",
          "implicit",
          "password",
          "client_credentials",
          "refresh_token",
          "urn:ietf:params:oauth:grant-type:jwt-bearer",
          "urn:ietf:params:oauth:grant-type:saml2-bearer",
          "urn:ietf:params:oauth:grant-type:token-exchange",
          "urn:ietf:params:oauth:grant-type:device_code",
          "urn:openid:params:grant-type:ciba");

  private static final List<String> ALGORITHMS = List.of("RS256", "ES256");

  private GrantFixture service;
  private JsonNode metadata;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    service = GrantFixture.start(folder);
    service.register(
        "app",
        new ClientDraft("app")
            .mayActFor("app-self")
            .keys(
                ALGORITHMS.stream()
                    .map(one -> SignedAssertion.jwk(one, SignedAssertion.keys(one)))
                    .toArray(Client.ClientKey[]::new)));
    metadata =
        RunningService.json(service.http.ask("GET", "/.well-known/oauth-authorization-server"));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void grants() throws IOException {
    var first = service.first("app");
    var more =
        "&refresh_token="
            + GrantFixture.refreshToken(first)
            + "&subject_token="
            + GrantFixture.accessToken(first)
            + "&subject_token_type="
            + GrantFixture.encoded(TokenExchangeGrant.ACCESS_TOKEN);
    var done = new TreeSet<String>();
    for (var grant : GRANTS) {
      var answer = service.ask("app", "grant_type=" + GrantFixture.encoded(grant) + more);
      if (answer.status() == 200) {
        done.add(grant);
      } else {
        assertThat(answer.body()).as(grant).contains("unsupported_grant_type");
      }
    }
    assertThat(listed("grant_types_supported")).isEqualTo(done);
  }

  @Test
  void authenticationMethods() throws IOException {
    var secret = ClientDraft.secret("app");
    var ways =
        Map.<String, RawHttp.Answer>of(
            "client_secret_basic",
            service.http.post("/token", GRANT, FORM, RunningService.basic("app", secret)),
            "client_secret_post",
            service.http.post("/token", GRANT + "&client_id=app&client_secret=" + secret, FORM),
            "private_key_jwt",
            service.http.post("/token", GRANT + assertion("ES256").form(), FORM),
            "none",
            service.http.post("/token", GRANT + "&client_id=app", FORM));
    var done = new TreeSet<String>();
    ways.forEach((method, answer) -> {
      if (answer.status() == 200) {
        done.add(method);
      } else {
        assertThat(answer.body()).as(method).contains("invalid_client");
      }
    });
    assertThat(listed("token_endpoint_auth_methods_supported")).isEqualTo(done);
  }

  @Test
  void algorithms() throws IOException {
    var done = new TreeSet<String>();
    for (var algorithm : ALGORITHMS) {
      var answer = service.http.post("/token", GRANT + assertion(algorithm).form(), FORM);
      if (answer.status() == 200) {
        done.add(algorithm);
      }
    }
    assertThat(listed("token_endpoint_auth_signing_alg_values_supported")).isEqualTo(done);
  }

  private SignedAssertion assertion(String algorithm) {
    return SignedAssertion.valid("app", algorithm, SignedAssertion.keys(algorithm));
  }

  private Set<String> listed(String name) {
    var all = new TreeSet<String>();
    metadata.get(name).forEach(one -> all.add(one.asText()));
    assertThat(all).hasSize(metadata.get(name).size());
    return all;
  }
}
