package dev.rolegate.auth;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Keys as PEM text (RFC 7468): {@code PUBLIC KEY} (SubjectPublicKeyInfo) and {@code PRIVATE KEY}
 * (PKCS#8). What else people put into such files is refused with the end of a sentence that names
 * it and the command that mends it; the caller puts the file's or the setting's name in front.
 * Messages hold nothing of the content. Thread-safe.
 */
public final class PemKeys {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private static final String MAKE = "; scripts/keys makes a fit pair";

  private PemKeys() {}

  /**
   * Reads the one public key of a text.
   *
   * @param algorithm the one that it is to verify; none that is shared
   * @throws IllegalArgumentException when there is anything else, a private key above all
   */
  public static PublicTokenKey readPublic(String pem, SigningAlgorithm algorithm) {
    if (pem.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "holds a private key, which only the token service may have; give the public key: openssl"
              + " pkey -in PRIVATE.pem -pubout -out public.pem");
    }
    var der = new X509EncodedKeySpec(PemBlock.content(pem, "PUBLIC KEY"));
    try {
      return switch (algorithm) {
        case RS256 -> new PublicTokenKey.Rsa((RSAPublicKey) RsaKeys.factory().generatePublic(der));
        case ES256 -> new PublicTokenKey.P256((ECPublicKey) EcKeys.factory().generatePublic(der));
        case HS256 -> throw new IllegalStateException("HS256 has no public keys");
      };
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("is not " + kind(algorithm, "public"));
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(unfit.getMessage() + MAKE);
    }
  }

  /**
   * Reads the one private RSA key of a text.
   *
   * @throws IllegalArgumentException when there is anything else, or the key is weak or broken
   */
  public static RSAPrivateCrtKey readPrivate(String pem) {
    var der = PemBlock.content(pem, "PRIVATE KEY");
    try {
      if (RsaKeys.factory().generatePrivate(new PKCS8EncodedKeySpec(der))
              instanceof RSAPrivateCrtKey key
          && key.getPrimeP().multiply(key.getPrimeQ()).equals(key.getModulus())) {
        checked(publicOf(key));
        return key;
      }
      throw new IllegalArgumentException(
          "is an RSA private key whose parts do not fit together; make a new pair: scripts/keys");
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("is not " + kind(SigningAlgorithm.RS256, "private"));
    }
  }

  /**
   * Reads the one private key of a text that is on some elliptic curve.
   *
   * @throws IllegalArgumentException when there is anything else
   */
  public static ECPrivateKey readEcPrivate(String pem) {
    var der = PemBlock.content(pem, "PRIVATE KEY");
    try {
      return (ECPrivateKey) EcKeys.factory().generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("is not " + kind(SigningAlgorithm.ES256, "private"));
    }
  }

  /** The public half of a private key. */
  public static RSAPublicKey publicOf(RSAPrivateCrtKey key) {
    try {
      return (RSAPublicKey)
          RsaKeys.factory()
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is an RSA private key without a usable public half");
    }
  }

  /** A {@code PUBLIC KEY} block. */
  public static String write(PublicKey key) {
    return write("PUBLIC KEY", key);
  }

  /** A {@code PRIVATE KEY} block, not encrypted: keep it in a file of mode 0600. */
  public static String write(PrivateKey key) {
    return write("PRIVATE KEY", key);
  }

  private static String write(String label, Key key) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(key.getEncoded())
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static String kind(SigningAlgorithm algorithm, String half) {
    return algorithm == SigningAlgorithm.RS256
        ? "an RSA " + half + " key; RS256 needs one: scripts/keys makes a pair"
        : "an EC "
            + half
            + " key; ES256 needs one on the curve P-256: scripts/keys --es256 makes a pair";
  }

  private static RSAPublicKey checked(RSAPublicKey key) {
    var weakness = RsaStrength.weakness(key.getModulus(), key.getPublicExponent());
    if (weakness != null) {
      throw new IllegalArgumentException(weakness + MAKE);
    }
    return key;
  }
}
