package dev.rolegate.auth.http;

import dev.rolegate.auth.PemBlock;
import dev.rolegate.auth.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** Reads {@code TLS_KEY_FILE}: one RSA or EC private key in PKCS#8 form, not encrypted. */
final class TlsKey {
  private static final byte[] PROBE =
      "Does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);

  private TlsKey() {}

  /**
   * The key of a file.
   *
   * @throws IllegalArgumentException whose message is the end of a sentence
   */
  static PrivateKey of(Secret file) {
    var pem = file.text();
    if (pem.contains("BEGIN CERTIFICATE-----")) {
      throw new IllegalArgumentException(
          "holds a certificate; leave only the private key in it, and give the certificate as "
              + TlsFiles.CERTIFICATE);
    }
    if (pem.contains("BEGIN PUBLIC KEY-----")) {
      throw new IllegalArgumentException(
          "holds a public key; give the private key that the certificate was asked for with");
    }
    if (pem.contains("BEGIN EC PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "holds a private key in SEC 1 form; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD.pem"
              + " -out NEW.pem");
    }
    var spec = new PKCS8EncodedKeySpec(PemBlock.content(pem, "PRIVATE KEY"));
    for (var algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        // Not of this algorithm.
      }
    }
    throw new IllegalArgumentException(
        "is no RSA or EC private key; make one: openssl genpkey -algorithm EC -pkeyopt"
            + " ec_paramgen_curve:P-256 -out NEW.pem");
  }

  /** Whether what the key signs is verified by the certificate. */
  static boolean fits(PrivateKey key, X509Certificate certificate) {
    try {
      var signature =
          Signature.getInstance(
              key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(key);
      signature.update(PROBE);
      var signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
