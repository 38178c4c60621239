package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is particular to ES256: its signatures and its keys. */
class Es256Test {
  private static final InstantSource CLOCK = InstantSource.fixed(TestTokens.NOW);
  private static final TestTokens TOKENS = TestTokens.es256(CLOCK);
  private static final String DER = "SHA256withECDSA";

  /** The order of P-256: as good as zero for whoever forgets to compare. */
  private static final byte[] ORDER =
      HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

  private static final byte[] ZERO = new byte[32];
  private static final byte[] ONE = EcKeys.bytes(BigInteger.ONE);

  /** CVE-2022-21449 and its kin, and signatures in a form that JWS does not have. */
  static Stream<Arguments> signatures() {
    return Stream.of(
        signature("r = s = 0", good -> join(ZERO, ZERO)),
        signature("r = 0", good -> join(ZERO, half(good, 1))),
        signature("s = 0", good -> join(half(good, 0), ZERO)),
        signature("r = 0, s = 1", good -> join(ZERO, ONE)),
        signature("r = s = n", good -> join(ORDER, ORDER)),
        signature("r = n", good -> join(ORDER, half(good, 1))),
        signature("s = n", good -> join(half(good, 0), ORDER)),
        signature("s = 0 in DER", good -> HexFormat.of().parseHex("3006020100020100")),
        signature("a byte short", good -> Arrays.copyOf(good, 63)),
        signature("a byte long", good -> Arrays.copyOf(good, 65)),
        signature("a zero in front", good -> join(new byte[1], good)),
        signature("of the length of P-384", good -> Arrays.copyOf(good, 96)),
        signature("halves of 33 bytes", good -> join(padded(half(good, 0)), padded(half(good, 1)))),
        signature("r alone", good -> half(good, 0)),
        signature("r and s in the wrong order", good -> join(half(good, 1), half(good, 0))));
  }

  private static Arguments signature(String what, Function<byte[], byte[]> change) {
    return arguments(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("signatures")
  void aSignatureThatIsNoneIsRefused(String what, Function<byte[], byte[]> change) {
    var token = TOKENS.mint();
    var dot = token.lastIndexOf('.');
    var good = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    assertThat(verify(token.substring(0, dot + 1) + TestTokens.base64url(change.apply(good))))
        .isEqualTo(new Verification.Refused(TokenDefect.SIGNATURE));
    assertThat(verify(token)).isInstanceOf(Verification.Verified.class);
  }

  /** RFC 7518 §3.4: the form of ASN.1 is another one, though the library could read both. */
  @Test
  void aSignatureInDerIsRefused() {
    for (var i = 0; i < 200; i++) {
      var token = TOKENS.mint();
      var signed = token.substring(0, token.lastIndexOf('.'));
      var der = TestTokens.ecdsa(TOKENS.ecPair(), DER, signed);
      assertThat(verify(signed + "." + TestTokens.base64url(der)))
          .isEqualTo(new Verification.Refused(TokenDefect.SIGNATURE));
    }
  }

  @Test
  void aSignatureByAnotherKeyIsRefused() {
    var token = TOKENS.mint();
    var signed = token.substring(0, token.lastIndexOf('.'));
    var others = TestTokens.ecdsa(TestTokens.newEcKey(), "SHA256withECDSAinP1363Format", signed);
    assertThat(verify(signed + "." + TestTokens.base64url(others)))
        .isEqualTo(new Verification.Refused(TokenDefect.SIGNATURE));
  }

  /** Numbers that begin with zeros are the ones that a careless writer cuts short. */
  @Test
  void everySignatureOfManyIsAccepted() {
    for (var i = 0; i < 1000; i++) {
      assertThat(verify(TOKENS.mint())).isInstanceOf(Verification.Verified.class);
    }
  }

  /** RFC 7517 appendix A.1 has the key; its thumbprint is computed here by hand (RFC 7638 §3). */
  @Test
  void theKeyIdIsTheThumbprint() throws Exception {
    var x = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";
    var y = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM";
    var key = PublicTokenKey.p256(number(x), number(y));
    var members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
    var digest =
        MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII));
    assertThat(key.keyId()).isEqualTo(TestTokens.base64url(digest)).hasSize(43);
    assertThat(key.jwk("k"))
        .containsExactly(
            Map.entry("kty", "EC"),
            Map.entry("use", "sig"),
            Map.entry("alg", "ES256"),
            Map.entry("kid", "k"),
            Map.entry("crv", "P-256"),
            Map.entry("x", x),
            Map.entry("y", y));
  }

  @Test
  void aPointBesideTheCurveIsNoKey() {
    var point = ((ECPublicKey) TOKENS.ecPair().getPublic()).getW();
    var x = point.getAffineX();
    var y = point.getAffineY();
    var prime =
        new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    refused(x, y.add(BigInteger.ONE));
    refused(y, x);
    refused(BigInteger.ZERO, BigInteger.ZERO);
    // the same point, written with numbers that are none of the field
    refused(x.add(prime), y);
    refused(x, y.subtract(prime));
    assertThat(PublicTokenKey.p256(x, prime.subtract(y)).keyId()).isNotEqualTo(TOKENS.kid());
  }

  private static void refused(BigInteger x, BigInteger y) {
    assertThatThrownBy(() -> PublicTokenKey.p256(x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is no point of the curve P-256");
  }

  @Test
  void aKeyOfAnotherCurveIsNone() {
    for (var curve : List.of("secp384r1", "secp521r1")) {
      var other = (ECPublicKey) TestTokens.newEcKey(curve).getPublic();
      assertThatThrownBy(() -> new PublicTokenKey.P256(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("is on another curve than P-256");
    }
  }

  private static Verification verify(String token) {
    return new TokenVerifier(
            TOKENS.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), CLOCK)
        .verify(token);
  }

  private static BigInteger number(String base64url) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64url));
  }

  private static byte[] half(byte[] signature, int which) {
    return Arrays.copyOfRange(signature, which * 32, which * 32 + 32);
  }

  private static byte[] padded(byte[] half) {
    return join(new byte[1], half);
  }

  private static byte[] join(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
