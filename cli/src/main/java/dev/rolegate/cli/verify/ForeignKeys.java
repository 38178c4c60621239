package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that nobody trusts, made for one run: what they sign is there to be refused. Thread-safe.
 */
final class ForeignKeys {
  private final KeyPair rsa;
  private final KeyPair ec;

  private ForeignKeys(KeyPair rsa, KeyPair ec) {
    this.rsa = rsa;
    this.ec = ec;
  }

  static ForeignKeys make() {
    try {
      var ofRsa = KeyPairGenerator.getInstance("RSA");
      ofRsa.initialize(2048);
      var ofEc = KeyPairGenerator.getInstance("EC");
      ofEc.initialize(new ECGenParameterSpec("secp256r1"));
      return new ForeignKeys(ofRsa.generateKeyPair(), ofEc.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  byte[] rs256(byte[] signed) {
    return sign("SHA256withRSA", rsa.getPrivate(), signed);
  }

  byte[] es256(byte[] signed) {
    return sign("SHA256withECDSAinP1363Format", ec.getPrivate(), signed);
  }

  static byte[] hs256(byte[] secret, byte[] signed) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      // An empty secret is one that libraries were caught with; Java takes none.
      mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, "HmacSHA256"));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /** The public part of the RSA key, as a header would carry it. */
  ObjectNode jwk(String kid) {
    var key = (RSAPublicKey) rsa.getPublic();
    return Probes.object()
        .put("kty", "RSA")
        .put("kid", kid)
        .put("n", Jwt.base64url(unsigned(key.getModulus().toByteArray())))
        .put("e", Jwt.base64url(unsigned(key.getPublicExponent().toByteArray())));
  }

  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private static byte[] sign(String algorithm, PrivateKey key, byte[] signed) {
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private static IllegalStateException unusable(GeneralSecurityException e) {
    return new IllegalStateException("every Java platform signs so", e);
  }
}
