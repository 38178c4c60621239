package dev.rolegate.token.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;

/** A public key on the curve P-256 from its coordinates (RFC 7518 §6.2.1). */
final class P256Point {
  private static final int BYTES = 32;

  private P256Point() {}

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when it is none; the message is the end of a sentence
   */
  static PublicKey publicKey(JsonNode jwk) {
    if (!PublicJwk.text(jwk, "crv").equals("P-256")) {
      throw new IllegalArgumentException("has a crv that is not P-256");
    }
    var x = coordinate(jwk, "x");
    var y = coordinate(jwk, "y");
    try {
      var curve = curve();
      if (!isOn(curve, x, y)) {
        throw new IllegalArgumentException("is no point on its curve");
      }
      return KeyFactory.getInstance("EC")
          .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no EC key");
    }
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  /** No factory of Java's looks, and a point elsewhere makes signatures worthless. */
  private static boolean isOn(ECParameterSpec spec, BigInteger x, BigInteger y) {
    var curve = spec.getCurve();
    var p = ((ECFieldFp) curve.getField()).getP();
    var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
  }

  private static BigInteger coordinate(JsonNode jwk, String member) {
    var bytes = new byte[0];
    try {
      bytes = Base64.getUrlDecoder().decode(PublicJwk.text(jwk, member));
    } catch (IllegalArgumentException e) {
      // told below
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "has an " + member + " that is not " + BYTES + " bytes as base64url");
    }
    return new BigInteger(1, bytes);
  }
}
