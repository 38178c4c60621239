package dev.rolegate.auth.http;

import java.net.InetAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a TLS server shows and proves: its own certificate, then each one's issuer, and the key of
 * the first. Equal when all of these are. This class is immutable.
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  ServerCertificate {
    chain = List.copyOf(chain);
  }

  /** The moment from which clients refuse it: the first end in the chain. */
  Instant notAfter() {
    return chain.stream()
        .map(one -> one.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** The hosts and addresses that it is for. */
  List<String> names() {
    return CertificateChain.names(chain.getFirst());
  }

  /** Whether it is for a host as it stands in a URL (RFC 9525 §6: no common name). */
  boolean names(String host) {
    var wanted = canonical(host);
    return names().stream()
        .map(ServerCertificate::canonical)
        .anyMatch(name ->
            name.equals(wanted) || (name.startsWith("*.") && isOneLabelBelow(wanted, name)));
  }

  private static boolean isOneLabelBelow(String host, String wildcard) {
    var dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(wildcard.substring(1));
  }

  private static String canonical(String host) {
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).getHostAddress();
    } catch (IllegalArgumentException e) {
      return host.toLowerCase(Locale.ROOT);
    }
  }

  /** For the log. */
  @Override
  public String toString() {
    return String.join(", ", names())
        + " (serial "
        + chain.getFirst().getSerialNumber().toString(16)
        + ", until "
        + notAfter()
        + ")";
  }
}
