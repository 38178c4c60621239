package dev.rolegate.token.assertion;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/** The one curve of ES256 (RFC 7518 §3.4). */
final class P256 {
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  /**
   * The key of a point.
   *
   * @throws IllegalArgumentException when it does not lie on the curve, which no library promises
   *     to look at
   */
  static ECPublicKey publicKey(BigInteger x, BigInteger y) throws GeneralSecurityException {
    var prime = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    var a = CURVE.getCurve().getA();
    var b = CURVE.getCurve().getB();
    var square = x.multiply(x).add(a).multiply(x).add(b).mod(prime);
    if (x.compareTo(prime) >= 0
        || y.compareTo(prime) >= 0
        || !y.multiply(y).mod(prime).equals(square)) {
      throw new IllegalArgumentException("is no point of P-256");
    }
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
  }

  private static ECParameterSpec curve() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
