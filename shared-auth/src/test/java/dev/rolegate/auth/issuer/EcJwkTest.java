package dev.rolegate.auth.issuer;

import static dev.rolegate.auth.SigningAlgorithm.ES256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.TestTokens;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One bad EC key among good ones; what any kind of key has is in {@link JwkSetTest}. */
class EcJwkTest {
  private static final TestTokens GOOD = TestTokens.es256(InstantSource.fixed(TestTokens.NOW));
  private static final String FORM = "has an x or y that is not base64url of 32 bytes";
  private static final String POINT = "is no point of the curve P-256";

  static Stream<Arguments> bad() {
    return Stream.of(
        bad("kty RSA", "is no EC key", jwk -> jwk.put("kty", "RSA")),
        bad("kty OKP", "is no EC key", jwk -> jwk.put("kty", "OKP")),
        bad("alg RS256", "is for another algorithm than ES256", jwk -> jwk.put("alg", "RS256")),
        bad("alg ES384", "is for another algorithm than ES256", jwk -> jwk.put("alg", "ES384")),
        bad("use enc", "is not for signatures (use)", jwk -> jwk.put("use", "enc")),
        bad("crv P-384", "is not on the curve P-256 (crv)", jwk -> jwk.put("crv", "P-384")),
        bad("crv secp256k1", "is not on the curve P-256", jwk -> jwk.put("crv", "secp256k1")),
        bad("no crv", "is not on the curve P-256 (crv)", jwk -> jwk.remove("crv")),
        bad("no x", FORM, jwk -> jwk.remove("x")),
        bad("no y", FORM, jwk -> jwk.remove("y")),
        bad("x a number", FORM, jwk -> jwk.put("x", 1)),
        bad("x padded", FORM, jwk -> jwk.put("x", jwk.get("x").asText() + "=")),
        bad("x of 31 bytes", FORM, jwk -> jwk.put("x", bytes(jwk, 31))),
        bad("x of 33 bytes", FORM, jwk -> jwk.put("x", bytes(jwk, 33))),
        bad("y empty", FORM, jwk -> jwk.put("y", "")),
        bad("the origin", POINT, jwk -> jwk.put("x", zeros()).put("y", zeros())),
        bad("x beside the curve", POINT, jwk -> jwk.put("x", zeros())),
        bad("x and y the same", POINT, jwk -> jwk.put("y", jwk.get("x").asText())),
        bad("a private half", "is published with its private half", jwk -> jwk.put("d", zeros())));
  }

  private static Arguments bad(String what, String why, Consumer<ObjectNode> change) {
    return arguments(what, why, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aBadKeyIsSkippedAndTheOthersWork(String what, String why, Consumer<ObjectNode> change) {
    var jwk = GOOD.jwk().put("kid", "bad");
    change.accept(jwk);
    var set = read(jwk, GOOD.jwk());
    assertThat(set.keys()).containsOnlyKeys(GOOD.kid());
    assertThat(set.skipped()).singleElement().asString().contains(why);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var set = read(GOOD.jwk(), GOOD.jwk().put("kid", "b").put("ext", true));
    assertThat(set.keys()).hasSize(2);
    var document = JsonNodeFactory.instance.objectNode();
    document.set("keys", set.json());
    assertThat(JwkSet.read(document, ES256)).isEqualTo(new JwkSet.Reading.Read(set));
  }

  private static String bytes(ObjectNode jwk, int length) {
    var bytes = Base64.getUrlDecoder().decode(jwk.get("x").asText());
    return TestTokens.base64url(Arrays.copyOf(bytes, length));
  }

  private static String zeros() {
    return TestTokens.base64url(new byte[32]);
  }

  private static JwkSet read(ObjectNode... keys) {
    var document = JsonNodeFactory.instance.objectNode();
    Arrays.stream(keys).forEach(document.withArray("keys")::add);
    return ((JwkSet.Reading.Read) JwkSet.read(document, ES256)).set();
  }
}
