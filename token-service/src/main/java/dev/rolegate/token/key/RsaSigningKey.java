package dev.rolegate.token.key;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.PublicTokenKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;

/** Reads and makes the private RSA key of RS256: PKCS#8 in PEM (RFC 7468 §10). */
final class RsaSigningKey {
  private static final int BITS = 2048;

  private RsaSigningKey() {}

  /** A fresh key as PEM. */
  static byte[] make() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      var pair = generator.generateKeyPair();
      return PemKeys.write((RSAPrivateCrtKey) pair.getPrivate())
          .getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when it is no private RSA key, or one that is weak or broken;
   *     the message is the end of a sentence
   */
  static SigningKey read(String pem) {
    var privateKey = PemKeys.readPrivate(pem);
    var publicKey = PemKeys.publicOf(privateKey);
    var algorithm = Algorithm.RSA256(publicKey, privateKey);
    // The numbers that only signing uses are not all told by those that were looked at.
    if (!SelfTest.passes(algorithm)) {
      throw new IllegalArgumentException(
          "is an RSA private key that signs what nobody can verify; make a new pair: scripts/keys");
    }
    var half = new PublicTokenKey.Rsa(publicKey);
    return new SigningKey(half.keyId(), algorithm, half);
  }
}
