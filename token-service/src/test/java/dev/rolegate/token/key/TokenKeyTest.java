package dev.rolegate.token.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.auth0.jwt.JWT;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import java.security.interfaces.ECPublicKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Private keys of ES256, whose public half is found and not read. */
class TokenKeyTest {
  private static final TestTokens RS256 = TestTokens.rs256(new TestClock());

  static Stream<Arguments> refusals() {
    var good = PemKeys.write(TestTokens.newEcKey().getPrivate());
    return Stream.of(
        arguments("no PEM", "x", "is no PEM text"),
        arguments("an RSA key", PemKeys.write(RS256.privateKey()), "is not an EC private key"),
        arguments(
            "a key of P-384",
            PemKeys.write(TestTokens.newEcKey("secp384r1").getPrivate()),
            "is on another curve than P-256"),
        arguments("its public half", PemKeys.write(RS256.publicKey()), "is a public key"),
        arguments("half of it", good.substring(0, good.length() / 2), "is cut off"),
        arguments(
            "the form of SEC 1",
            good.replace("BEGIN PRIVATE", "BEGIN EC PRIVATE"),
            "is a private key in SEC 1 form; convert it: openssl pkcs8"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatIsNoKeyOfP256IsRefused(String what, String pem, String why) {
    assertThatThrownBy(() -> TokenKey.read(SigningAlgorithm.ES256, Secret.of(pem), "TOKEN_KEY"))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("TOKEN_KEY: the key ")
        .hasMessageContaining(why);
  }

  /** Of the two candidates each is the right one for half of all keys. */
  @Test
  void thePublicHalfIsFound() {
    for (var i = 0; i < 20; i++) {
      var pair = TestTokens.newEcKey();
      var key =
          TokenKey.read(
              SigningAlgorithm.ES256, Secret.of(PemKeys.write(pair.getPrivate())), "a key");
      assertThat(key.publicKey())
          .isEqualTo(new PublicTokenKey.P256((ECPublicKey) pair.getPublic()));
      var token = JWT.create().withSubject("x").sign(key.algorithm());
      new PublicTokenKey.P256((ECPublicKey) pair.getPublic()).verifying().verify(JWT.decode(token));
    }
  }
}
