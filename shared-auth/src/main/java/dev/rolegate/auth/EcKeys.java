package dev.rolegate.auth;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keys on the one curve of ES256, P-256 (RFC 7518 §3.4). Whether a point lies on it is looked at
 * here: what the platform checks differs from release to release.
 */
final class EcKeys {
  static final int COORDINATE_BYTES = 32;

  private static final ECParameterSpec P256 = parameters();
  private static final BigInteger PRIME = ((ECFieldFp) P256.getCurve().getField()).getP();

  private EcKeys() {}

  /** What makes this no key of P-256, as the end of a sentence; or null. */
  static @Nullable String weakness(ECPublicKey key) {
    var point = key.getW();
    if (!isP256(key.getParams())) {
      return "is on another curve than P-256";
    }
    return point.equals(ECPoint.POINT_INFINITY) || !isOnCurve(point)
        ? "is no point of the curve P-256"
        : null;
  }

  /**
   * The key of a point.
   *
   * @throws IllegalArgumentException when it is none of P-256; the message is the end of a sentence
   */
  static ECPublicKey publicKey(BigInteger x, BigInteger y) {
    var point = new ECPoint(x, y);
    if (!isOnCurve(point)) {
      throw new IllegalArgumentException("is no point of the curve P-256");
    }
    return publicKey(point);
  }

  /** Big-endian, of the length of a coordinate. */
  static byte[] bytes(BigInteger number) {
    var bytes = number.toByteArray();
    var fixed = new byte[COORDINATE_BYTES];
    var length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return fixed;
  }

  static KeyFactory factory() {
    try {
      return KeyFactory.getInstance("EC");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has EC", e);
    }
  }

  private static ECPublicKey publicKey(ECPoint point) {
    try {
      return (ECPublicKey) factory().generatePublic(new ECPublicKeySpec(point, P256));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no point of the curve P-256");
    }
  }

  private static boolean isOnCurve(ECPoint point) {
    var x = point.getAffineX();
    var y = point.getAffineY();
    return isInField(x) && isInField(y) && y.multiply(y).mod(PRIME).equals(square(x));
  }

  private static boolean isInField(BigInteger number) {
    return number.signum() >= 0 && number.compareTo(PRIME) < 0;
  }

  /** x³ + ax + b: the square of y. */
  private static BigInteger square(BigInteger x) {
    var curve = P256.getCurve();
    return x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(PRIME);
  }

  private static boolean isP256(ECParameterSpec other) {
    return other.getCurve().equals(P256.getCurve())
        && other.getGenerator().equals(P256.getGenerator())
        && other.getOrder().equals(P256.getOrder())
        && other.getCofactor() == P256.getCofactor();
  }

  private static ECParameterSpec parameters() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
