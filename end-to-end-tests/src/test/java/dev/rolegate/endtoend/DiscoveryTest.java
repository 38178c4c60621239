package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way from a 401 to the token endpoint: each document leads to the next, and none lies. */
class DiscoveryTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");

  @ParameterizedTest
  @EnumSource
  void a401LeadsToTheServersDocumentAndThatToTheIssuer(Server server) {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var refused = Http.post(deployment.url(server).resolve("/mcp"), "{}");
    assertThat(refused.status()).isEqualTo(401);
    // RFC 6750 §3.1: no error code where no credential was sent.
    assertThat(refused.header("WWW-Authenticate")).matches("Bearer " + METADATA.pattern());
    var found = METADATA.matcher(refused.header("WWW-Authenticate"));
    assertThat(found.find()).isTrue();
    var path = URI.create(found.group(1)).getPath();
    var document = Http.get(deployment.url(server).resolve(path), "Origin: http://page.example");
    assertThat(document.status()).isEqualTo(200);
    assertThat(document.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(document.json().get("resource").asText()).isEqualTo(deployment.resource(server));
    assertThat(document.json().get("authorization_servers"))
        .singleElement()
        .satisfies(issuer -> assertThat(issuer.asText()).isEqualTo(deployment.issuer()));
    var root = Http.get(deployment.url(server).resolve("/.well-known/oauth-protected-resource"));
    assertThat(root.json()).isEqualTo(document.json());
  }

  @ParameterizedTest
  @EnumSource
  void theIssuersMetadataAdvertisesOnlyWhatExists(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var metadata =
        Http.get(deployment.tokenServiceUrl().resolve("/.well-known/oauth-authorization-server"))
            .json();
    assertThat(metadata.get("issuer").asText()).isEqualTo(deployment.issuer());
    assertThat(metadata.has("authorization_endpoint")).isFalse();
    assertThat(metadata.propertyStream())
        .filteredOn(entry -> entry.getValue().asText().startsWith("http"))
        .hasSizeGreaterThan(2)
        .allSatisfy(entry -> {
          var url = URI.create(entry.getValue().asText());
          assertThat(entry.getValue().asText()).startsWith(deployment.issuer());
          if (!url.getPath().isEmpty()) {
            var real = deployment.tokenServiceUrl().resolve(url.getPath());
            assertThat(Http.get(real).status()).as(entry.getKey()).isIn(200, 405);
          }
        });
    assertThat(metadata.get("grant_types_supported").valueStream().map(grant -> grant.asText()))
        .containsExactly(
            "client_credentials",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:token-exchange");
  }

  /** What the browsers of other people's pages may read is only what everybody may. */
  @ParameterizedTest
  @EnumSource
  void theEndpointsThemselvesAreClosedToForeignPages(Server server) {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    for (var path : new String[] {"/mcp", "/messages", "/sse"}) {
      var answer =
          Http.get(
              deployment.url(server).resolve(path),
              "Origin: http://page.example",
              "Authorization: Bearer " + deployment.token(DemoClient.ALICE));
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.all("Access-Control-Allow-Origin")).isEmpty();
    }
  }
}
