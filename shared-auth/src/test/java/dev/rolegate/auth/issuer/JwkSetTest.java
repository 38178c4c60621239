package dev.rolegate.auth.issuer;

import static dev.rolegate.auth.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.TestTokens;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwkSetTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final RSAPublicKey GOOD =
      TestTokens.rs256(InstantSource.fixed(TestTokens.NOW)).publicKey();
  private static final BigInteger N = odd(2048);
  private static final BigInteger E = BigInteger.valueOf(65537);

  private record Bad(String what, String why, Consumer<ObjectNode> change) {
    static Bad text(String name, String value, String why) {
      return new Bad(name + " " + shown(value), why, jwk -> jwk.put(name, value));
    }

    private static String shown(String text) {
      return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
  }

  private static Stream<Bad> broken() {
    var form = "has an n or e that is not base64url in its shortest form";
    var kid = "has no kid of 1 to 64 letters, digits, - and _";
    return Stream.of(
        Bad.text("kty", "EC", "is no RSA key"),
        Bad.text("kty", "oct", "is no RSA key"),
        Bad.text("kty", "rsa", "is no RSA key"),
        new Bad("no kty", "is no RSA key", jwk -> jwk.remove("kty")),
        Bad.text("use", "enc", "is not for signatures (use)"),
        new Bad("use null", "is not for signatures (use)", jwk -> jwk.putNull("use")),
        new Bad(
            "key_ops encrypt",
            "is not for verifying (key_ops)",
            jwk -> jwk.putArray("key_ops").add("encrypt")),
        Bad.text("key_ops", "verify", "is not for verifying (key_ops)"),
        Bad.text("alg", "PS256", "is for another algorithm than RS256"),
        Bad.text("alg", "HS256", "is for another algorithm than RS256"),
        new Bad("alg null", "is for another algorithm", jwk -> jwk.putNull("alg")),
        new Bad("no kid", kid, jwk -> jwk.remove("kid")),
        new Bad("kid a number", kid, jwk -> jwk.put("kid", 1)),
        Bad.text("kid", "", kid),
        Bad.text("kid", "../../etc/passwd", kid),
        Bad.text("kid", "a b", kid),
        Bad.text("kid", "k".repeat(65), kid),
        new Bad("no n", form, jwk -> jwk.remove("n")),
        new Bad("no e", form, jwk -> jwk.remove("e")),
        new Bad("n a number", form, jwk -> jwk.put("n", 12)),
        Bad.text("n", "", form),
        Bad.text("n", "AA", "has 0 bits"),
        Bad.text("n", KeyIds.base64url(N) + "=", form),
        Bad.text("n", KeyIds.base64url(N) + "!", form),
        Bad.text("e", "AQAB\n", form),
        Bad.text("n", withLeadingZero(N), form),
        Bad.text("e", "AAEAAQ", form),
        Bad.text("n", Base64.getEncoder().encodeToString(new byte[] {-1, -17, -1, 3}), form),
        Bad.text("n", KeyIds.base64url(odd(512)), "has 512 bits, at least 2048 are needed"),
        Bad.text("n", KeyIds.base64url(odd(2047)), "has 2047 bits"),
        Bad.text("n", KeyIds.base64url(odd(65536)), "has 65536 bits, at most 8192 are accepted"),
        Bad.text("n", KeyIds.base64url(N.subtract(BigInteger.ONE)), "has an even modulus"),
        Bad.text("e", "AQ", "has a public exponent that is not"),
        Bad.text("e", "Ag", "has a public exponent that is not"),
        Bad.text("e", "AQAA", "has a public exponent that is not"),
        Bad.text("e", KeyIds.base64url(odd(65)), "has a public exponent that is not"));
  }

  /** RFC 7518: what only the holder of a key may know. */
  private static Stream<Bad> exposed() {
    return Stream.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")
        .map(name -> Bad.text(name, "AQAB", "is published with its private half"));
  }

  static Stream<Arguments> bad() {
    return Stream.concat(broken(), exposed()).map(one -> arguments(one.what, one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aBadKeyIsSkippedAndTheOthersWork(String name, Object one) {
    var bad = (Bad) one;
    var jwk = other("bad");
    bad.change.accept(jwk);
    for (var keys : List.of(List.of(jwk, good()), List.of(good(), jwk))) {
      var set = read(keys);
      assertThat(set.keys().keySet()).containsExactly(KeyIds.of(GOOD));
      assertThat(set.skipped())
          .singleElement()
          .satisfies(skipped -> {
            assertThat(skipped.sentence()).startsWith("The key ").contains(bad.why);
            assertThat(skipped.exposed()).isEqualTo(bad.why.contains("private half"));
          });
    }
  }

  @Test
  void whatIsNoKeyAtAllIsSkipped() {
    var set = read(List.of(JSON.nullNode(), JSON.textNode("x"), JSON.arrayNode(), good()));
    assertThat(set.keys()).containsOnlyKeys(KeyIds.of(GOOD));
    assertThat(set.skipped()).hasSize(3);
  }

  @Test
  void ofTwoKeysWithOneKidNeitherIsUsed() {
    var set = read(List.of(other("twin"), good(), good().put("kid", "twin")));
    assertThat(set.keys()).containsOnlyKeys(KeyIds.of(GOOD));
    assertThat(set.skipped())
        .hasSize(2)
        .allSatisfy(skipped ->
            assertThat(skipped.sentence())
                .isEqualTo("The key 'twin' shares its kid with another key"));
  }

  /** The one with the private half shows the half of the other, too, when they are the same key. */
  @Test
  void aKeyThatIsAlsoThereWithItsPrivateHalfIsNotUsed() {
    assertThat(read(List.of(good(), good().put("d", "AQAB"))).keys()).isEmpty();
  }

  @Test
  void whatIsNotSaidOrNotKnownDoesNotMatter() {
    var jwk = good();
    jwk.remove(List.of("use", "alg"));
    jwk.put("x5t", "x").putArray("x5c").add("MII");
    jwk.putArray("key_ops").add("sign").add("verify");
    assertThat(read(List.of(jwk)).keys())
        .containsOnly(Map.entry(KeyIds.of(GOOD), new PublicTokenKey.Rsa(GOOD)));
  }

  @Test
  void anIssuerMayNameItsKeysAsItLikes() {
    assertThat(read(List.of(good().put("kid", "2026-11_a"))).keys()).containsOnlyKeys("2026-11_a");
  }

  @Test
  void aHundredKeysAreReadAndNotOneMore() {
    var hundred = IntStream.range(0, 100).mapToObj(i -> other("k" + i)).toList();
    assertThat(read(hundred).keys()).hasSize(100);
    var more = Stream.concat(hundred.stream(), Stream.of(good())).toList();
    assertThat(JwkSet.read(document(more), RS256))
        .isEqualTo(new JwkSet.Reading.Refused("holds more than 100 keys"));
  }

  @Test
  void aDocumentWithoutAListOfKeysIsRefused() {
    var refused = new JwkSet.Reading.Refused("holds no list of keys");
    assertThat(JwkSet.read(JSON.objectNode(), RS256)).isEqualTo(refused);
    assertThat(JwkSet.read(JSON.objectNode().putNull("keys"), RS256)).isEqualTo(refused);
    assertThat(JwkSet.read(JSON.objectNode().put("keys", "none"), RS256)).isEqualTo(refused);
    var object = JSON.objectNode();
    object.putObject("keys").set("0", good());
    assertThat(JwkSet.read(object, RS256)).isEqualTo(refused);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var set = read(List.of(good(), other("b").put("d", "AQAB"), other("c")));
    assertThat(set.json().toString()).doesNotContain("\"d\"");
    assertThat(JwkSet.read((ObjectNode) JSON.objectNode().set("keys", set.json()), RS256))
        .isEqualTo(new JwkSet.Reading.Read(new JwkSet(set.keys(), List.of())));
  }

  private static ObjectNode good() {
    return TestTokens.jwk(GOOD);
  }

  /** A key whose numbers pass, and no more is known of it. */
  private static ObjectNode other(String kid) {
    return good().put("kid", kid).put("n", KeyIds.base64url(N)).put("e", KeyIds.base64url(E));
  }

  private static BigInteger odd(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).setBit(7).setBit(0);
  }

  private static String withLeadingZero(BigInteger number) {
    var bytes = number.toByteArray();
    var unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    var padded = new byte[unsigned.length + 1];
    System.arraycopy(unsigned, 0, padded, 1, unsigned.length);
    return TestTokens.base64url(padded);
  }

  private static ObjectNode document(List<? extends JsonNode> keys) {
    var document = JSON.objectNode();
    document.putArray("keys").addAll(keys);
    return document;
  }

  private static JwkSet read(List<? extends JsonNode> keys) {
    var reading = JwkSet.read(document(keys), RS256);
    assertThat(reading).isInstanceOf(JwkSet.Reading.Read.class);
    return ((JwkSet.Reading.Read) reading).set();
  }
}
