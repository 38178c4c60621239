package dev.rolegate.auth.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerMetadataTest {
  private static final String ISSUER = "https://tokens.example.com";

  static Stream<Arguments> foreign() {
    return Stream.of(
        bad("no issuer", "another issuer", d -> d.remove("issuer")),
        bad("issuer null", "another issuer", d -> d.putNull("issuer")),
        bad("issuer in a list", "another issuer", d -> d.putArray("issuer").add(ISSUER)),
        issuer(ISSUER + "/"),
        issuer(ISSUER + ":443"),
        issuer("HTTPS://tokens.example.com"),
        issuer("https://TOKENS.example.com"),
        issuer("https://evil.example"),
        bad("no jwks_uri", "names no jwks_uri", d -> d.remove("jwks_uri")),
        bad("jwks_uri null", "names no jwks_uri", d -> d.putNull("jwks_uri")),
        bad("jwks_uri an object", "names no jwks_uri", d -> d.putObject("jwks_uri")),
        jwksUri("names no jwks_uri", ""),
        jwksUri("names no jwks_uri", "/jwks.json"),
        jwksUri("names no jwks_uri", "https:///jwks.json"),
        jwksUri("names no jwks_uri", "file:///etc/passwd"),
        jwksUri("names no jwks_uri", "jwks"),
        jwksUri("names no jwks_uri", "https://a b/"),
        jwksUri("names no jwks_uri", ISSUER + "/jwks.json#x"),
        jwksUri("names no jwks_uri", "https://u:p@tokens.example.com/jwks.json"),
        jwksUri("another origin", "https://evil.example/jwks.json"),
        jwksUri("another origin", "https://tokens.example.com.evil.example/jwks.json"),
        jwksUri("another origin", "http://tokens.example.com/jwks.json"),
        jwksUri("another origin", "https://tokens.example.com:8443/jwks.json"),
        jwksUri("another origin", "http://169.254.169.254/latest/meta-data"),
        jwksUri("another origin", "ftp://tokens.example.com/jwks.json"));
  }

  private static Arguments issuer(String value) {
    return bad("issuer " + value, "another issuer", d -> d.put("issuer", value));
  }

  private static Arguments jwksUri(String why, String value) {
    return bad("jwks_uri " + value, why, d -> d.put("jwks_uri", value));
  }

  private static Arguments bad(String what, String why, Consumer<ObjectNode> change) {
    return arguments(what, why, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreign")
  void theKeysAreOnlySoughtWhereTheIssuerItselfSays(
      String what, String why, Consumer<ObjectNode> change) {
    var document = document();
    change.accept(document);
    assertThat(IssuerMetadata.read(document, ISSUER))
        .isInstanceOfSatisfying(
            IssuerMetadata.Reading.Refused.class,
            refused -> assertThat(refused.why()).contains(why));
    assertThat(IssuerMetadata.read(document(), ISSUER))
        .isEqualTo(new IssuerMetadata.Reading.Read(URI.create(ISSUER + "/jwks.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://tokens.example.com:443/jwks.json",
        "HTTPS://TOKENS.example.com/jwks.json",
        "https://tokens.example.com/a/b?c=d"
      })
  void oneOriginHasSeveralSpellings(String jwksUri) {
    assertThat(IssuerMetadata.read(document().put("jwks_uri", jwksUri), ISSUER))
        .isEqualTo(new IssuerMetadata.Reading.Read(URI.create(jwksUri)));
  }

  @Test
  void thePathOfAnIssuerStandsBehindTheWellKnownOne() {
    assertThat(IssuerMetadata.url("http://localhost:8100"))
        .hasToString("http://localhost:8100/.well-known/oauth-authorization-server");
    assertThat(IssuerMetadata.url("https://a.example/tenant/1"))
        .hasToString("https://a.example/.well-known/oauth-authorization-server/tenant/1");
  }

  private static ObjectNode document() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("issuer", ISSUER)
        .put("jwks_uri", ISSUER + "/jwks.json");
  }
}
