package dev.rolegate.auth;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

/** RSA keys from their numbers. */
public final class RsaKeys {
  private RsaKeys() {}

  /**
   * The public key of a modulus and an exponent.
   *
   * @throws IllegalArgumentException when it is unfit for RS256; the message is the end of a
   *     sentence
   */
  public static RSAPublicKey publicKey(BigInteger modulus, BigInteger exponent) {
    var weakness = RsaStrength.weakness(modulus, exponent);
    if (weakness != null) {
      throw new IllegalArgumentException(weakness);
    }
    try {
      return (RSAPublicKey) factory().generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no RSA key");
    }
  }

  static KeyFactory factory() {
    try {
      return KeyFactory.getInstance("RSA");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
