package dev.rolegate.auth.http;

import dev.rolegate.auth.RsaKeys;
import dev.rolegate.auth.tls.PemCertificates;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads {@code TLS_CERT_FILE}: PEM certificates (RFC 7468 §5), the server's own first (RFC 5246
 * §7.4.2). Refuses what clients would refuse, with the end of a sentence that says what to do.
 */
final class CertificateChain {
  private static final Pattern WEAK_SIGNATURE = Pattern.compile("(?i)(MD2|MD5|SHA-?1)(with.*)?");
  private static final String SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final String ANY_USE = "2.5.29.37.0";
  private static final int DNS = 2;
  private static final int ADDRESS = 7;
  private static final int MOST = 10;
  private static final int LEAST_EC_BITS = 256;

  private CertificateChain() {}

  /**
   * The certificates of a file.
   *
   * @throws IllegalArgumentException whose message is the end of a sentence
   */
  static List<X509Certificate> of(byte[] file, Instant now) {
    var chain = parsed(file);
    for (var i = 0; i < chain.size(); i++) {
      var which = chain.size() == 1 ? "" : "certificate " + (i + 1) + " ";
      checkTime(which, chain.get(i), now);
      if (i + 1 < chain.size() && !isIssuedBy(chain.get(i), chain.get(i + 1))) {
        throw refused(
            "certificate "
                + (i + 2)
                + " did not issue certificate "
                + (i + 1)
                + "; give the server's own first, then each one's issuer");
      }
      var signature = chain.get(i).getSigAlgName();
      if (WEAK_SIGNATURE.matcher(signature).matches() && !isIssuedBy(chain.get(i), chain.get(i))) {
        throw refused(which + "is signed with " + signature + ", which is broken; renew it");
      }
    }
    checkOwn(chain.getFirst());
    return chain;
  }

  /** The DNS names and IP addresses of a certificate (RFC 5280 §4.2.1.6). */
  static List<String> names(X509Certificate certificate) {
    var names = new ArrayList<String>();
    try {
      var all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (var name : all) {
          if ((name.get(0).equals(DNS) || name.get(0).equals(ADDRESS))
              && name.get(1) instanceof String text) {
            names.add(text);
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Names that cannot be read are names that no client finds.
    }
    return names;
  }

  private static List<X509Certificate> parsed(byte[] file) {
    var chain = PemCertificates.of(file);
    if (chain.size() > MOST) {
      throw refused(
          "holds more than "
              + MOST
              + " certificates; leave the server's own and those of its issuers");
    }
    return chain;
  }

  private static void checkTime(String which, X509Certificate certificate, Instant now) {
    var end = certificate.getNotAfter().toInstant();
    if (!now.isBefore(end)) {
      throw refused(which + "expired at " + end + "; renew it");
    }
    var begin = certificate.getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      throw refused(which + "is not valid before " + begin + "; wait, or set the clock right");
    }
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void checkOwn(X509Certificate own) {
    switch (own.getPublicKey()) {
      case RSAPublicKey rsa -> {
        var _ = RsaKeys.publicKey(rsa.getModulus(), rsa.getPublicExponent());
      }
      case ECPublicKey ec when ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS -> {}
      default -> throw refused("is for a key that is neither RSA nor EC of 256 bits or more");
    }
    if (!isForServers(own)) {
      throw refused("is not for servers (extended key usage); ask for a server certificate");
    }
    if (names(own).isEmpty()) {
      throw refused("names no host (subject alternative name), so no client takes it; renew it");
    }
  }

  private static boolean isForServers(X509Certificate own) {
    try {
      var uses = own.getExtendedKeyUsage();
      return uses == null || uses.contains(SERVERS) || uses.contains(ANY_USE);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static IllegalArgumentException refused(String endOfSentence) {
    return new IllegalArgumentException(endOfSentence);
  }
}
