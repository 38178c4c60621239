package dev.rolegate.token.key;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTCreationException;
import com.auth0.jwt.exceptions.JWTVerificationException;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.token.key.SigningKey.PublicJwk;
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
    if (!verifiesItself(algorithm)) {
      throw new IllegalArgumentException(
          "is an RSA private key that signs what nobody can verify; make a new pair: scripts/keys");
    }
    var keyId = KeyIds.of(publicKey);
    var n = KeyIds.base64url(publicKey.getModulus());
    var e = KeyIds.base64url(publicKey.getPublicExponent());
    return new SigningKey(keyId, algorithm, new PublicJwk("RSA", "sig", "RS256", keyId, n, e));
  }

  /** The numbers that only signing uses are not all told by those that were looked at. */
  private static boolean verifiesItself(Algorithm algorithm) {
    try {
      algorithm.verify(JWT.decode(JWT.create().sign(algorithm)));
      return true;
    } catch (JWTCreationException | JWTVerificationException e) {
      return false;
    }
  }
}
