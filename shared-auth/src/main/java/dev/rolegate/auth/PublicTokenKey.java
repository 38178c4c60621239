package dev.rolegate.auth;

import com.auth0.jwt.algorithms.Algorithm;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A public key that is fit for the one algorithm that it verifies. This type is immutable. */
public sealed interface PublicTokenKey {
  /** For RS256. */
  record Rsa(RSAPublicKey key) implements PublicTokenKey {
    /**
     * @throws IllegalArgumentException when it is weak; the message is the end of a sentence
     */
    public Rsa {
      var weakness = RsaStrength.weakness(key.getModulus(), key.getPublicExponent());
      if (weakness != null) {
        throw new IllegalArgumentException(weakness);
      }
    }
  }

  /** For ES256. */
  record P256(ECPublicKey key) implements PublicTokenKey {
    /**
     * @throws IllegalArgumentException when it is no point of P-256; the message is the end of a
     *     sentence
     */
    public P256 {
      var weakness = EcKeys.weakness(key);
      if (weakness != null) {
        throw new IllegalArgumentException(weakness);
      }
    }
  }

  /**
   * The RSA key of a modulus and an exponent.
   *
   * @throws IllegalArgumentException when it is unfit; the message is the end of a sentence
   */
  static PublicTokenKey rsa(BigInteger modulus, BigInteger exponent) {
    return new Rsa(RsaKeys.publicKey(modulus, exponent));
  }

  /**
   * The point of P-256 with these coordinates.
   *
   * @throws IllegalArgumentException when there is none; the message is the end of a sentence
   */
  static PublicTokenKey p256(BigInteger x, BigInteger y) {
    return new P256(EcKeys.publicKey(x, y));
  }

  /** As the platform knows it. */
  PublicKey key();

  /** The one algorithm that it verifies. */
  default SigningAlgorithm algorithm() {
    return switch (this) {
      case Rsa _ -> SigningAlgorithm.RS256;
      case P256 _ -> SigningAlgorithm.ES256;
    };
  }

  /** Ready to verify, and not to sign. */
  default Algorithm verifying() {
    return switch (this) {
      case Rsa(var rsa) -> Algorithm.RSA256(rsa, null);
      case P256(var ec) -> Algorithm.ECDSA256(ec, null);
    };
  }

  /** Its thumbprint (RFC 7638). */
  default String keyId() {
    return switch (this) {
      case Rsa(var rsa) -> KeyIds.of(rsa);
      case P256(var ec) -> KeyIds.of(ec);
    };
  }

  /**
   * The members of its JWK (RFC 7517 §4, RFC 7518 §6) in the order in which they are written;
   * nothing here could hold anything private.
   */
  default Map<String, String> jwk(String kid) {
    var members = new LinkedHashMap<String, String>();
    members.put("kty", this instanceof Rsa ? "RSA" : "EC");
    members.put("use", "sig");
    members.put("alg", algorithm().name());
    members.put("kid", kid);
    switch (this) {
      case Rsa(var rsa) -> {
        members.put("n", KeyIds.base64url(rsa.getModulus()));
        members.put("e", KeyIds.base64url(rsa.getPublicExponent()));
      }
      case P256(var ec) -> {
        members.put("crv", "P-256");
        members.put("x", coordinate(ec.getW().getAffineX()));
        members.put("y", coordinate(ec.getW().getAffineY()));
      }
    }
    return members;
  }

  /** RFC 7518 §6.2.1.2: always the full length of the curve's field. */
  static String coordinate(BigInteger number) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(EcKeys.bytes(number));
  }
}
