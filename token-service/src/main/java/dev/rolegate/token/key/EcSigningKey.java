package dev.rolegate.token.key;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.PublicTokenKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPublicKeySpec;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;

/** Reads and makes the private key of ES256, on P-256: PKCS#8 in PEM (RFC 7468 §10). */
final class EcSigningKey {
  private EcSigningKey() {}

  /** A fresh key as PEM. */
  static byte[] make() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      return PemKeys.write(pair.getPrivate()).getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when it is no private key on P-256; the message is the end of
   *     a sentence
   */
  static SigningKey read(String pem) {
    var key = PemKeys.readEcPrivate(pem);
    try {
      return publicHalves(key)
          .map(half -> signing(half, key))
          .filter(one -> SelfTest.passes(one.algorithm()))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("signs what nobody can verify"));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("has no usable public half");
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          unfit.getMessage() + "; make a new pair: scripts/keys --es256");
    }
  }

  private static SigningKey signing(PublicTokenKey.P256 half, ECPrivateKey key) {
    return new SigningKey(half.keyId(), Algorithm.ECDSA256(half.key(), key), half);
  }

  /**
   * The two keys of which one is the public half. The file need not hold it, and the platform
   * multiplies the base point only on the way to a shared secret: ECDH with the base point as the
   * other's key gives the x of the product, and two points of the curve have that x.
   */
  private static Stream<PublicTokenKey.P256> publicHalves(ECPrivateKey key)
      throws GeneralSecurityException {
    var curve = key.getParams();
    var spec = new ECPublicKeySpec(curve.getGenerator(), curve);
    var base =
        new PublicTokenKey.P256((ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec));
    if (key.getS().signum() <= 0 || key.getS().compareTo(curve.getOrder()) >= 0) {
      throw new IllegalArgumentException("is no number below the order of P-256");
    }
    var product = KeyAgreement.getInstance("ECDH");
    product.init(key);
    product.doPhase(base.key(), true);
    var x = new BigInteger(1, product.generateSecret());
    var prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    var square =
        x.multiply(x).add(curve.getCurve().getA()).multiply(x).add(curve.getCurve().getB());
    // The prime of P-256 is 3 modulo 4, so this power is a square root.
    var y = square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    return Stream.of(PublicTokenKey.p256(x, y), PublicTokenKey.p256(x, prime.subtract(y)))
        .map(PublicTokenKey.P256.class::cast);
  }
}
