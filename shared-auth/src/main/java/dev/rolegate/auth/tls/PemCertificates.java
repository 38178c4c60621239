package dev.rolegate.auth.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads files of PEM certificates (RFC 7468 §5), and refuses whatever else is in them. */
public final class PemCertificates {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

  private PemCertificates() {}

  /**
   * The certificates of a file, at least one, in their order.
   *
   * @throws IllegalArgumentException whose message is the end of a sentence
   */
  public static List<X509Certificate> of(byte[] file) {
    var pem = new String(file, StandardCharsets.ISO_8859_1);
    if (pem.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "holds a private key, which does not belong into a file that others may read; leave only"
              + " certificates in it");
    }
    var all = new ArrayList<X509Certificate>();
    for (var block = BLOCK.matcher(pem); block.find(); ) {
      all.add(certificate(block.group(1)));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "holds no PEM certificate: none that begins with -----BEGIN CERTIFICATE----- and ends;"
              + " from DER it is made with: openssl x509 -inform der -in OLD -out NEW.pem");
    }
    if (BEGIN.matcher(pem).results().count() != all.size()) {
      throw new IllegalArgumentException(
          "holds a block that is no whole certificate; leave only certificates in it, each whole");
    }
    return List.copyOf(all);
  }

  private static X509Certificate certificate(String base64) {
    try {
      var der = Base64.getDecoder().decode(base64.replaceAll("[ \\t\\r\\n]", ""));
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      return (X509Certificate) read;
    } catch (IllegalArgumentException | CertificateException e) {
      throw new IllegalArgumentException(
          "holds a certificate that cannot be read; copy the whole file again");
    }
  }
}
