package dev.rolegate.auth.tls;

import dev.rolegate.auth.config.Settings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The authorities of one file: a certificate is believed when one of them issued it, and by nobody
 * else's word. Equal when they are the same, in the same order. This class is immutable.
 */
public record Authorities(List<X509Certificate> certificates) {
  public Authorities {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads the file that a setting names: PEM certificates that others may not write. One that is
   * expired is left out, with a notice. Null when the setting is unset, and after a problem.
   */
  public static @Nullable Authorities from(Settings settings, String name) {
    var file = settings.publicFile(name);
    if (file == null) {
      return null;
    }
    try {
      return fit(settings, name, PemCertificates.of(file));
    } catch (IllegalArgumentException unfit) {
      settings.problem(name + ": " + unfit.getMessage());
      return null;
    }
  }

  /** As Java's TLS takes them. */
  public KeyStore keyStore() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (var i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry(Integer.toString(i), certificates.get(i));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has PKCS#12", e);
    }
  }

  /** Their names. */
  @Override
  public String toString() {
    return certificates.stream()
        .map(one -> one.getSubjectX500Principal().getName())
        .collect(Collectors.joining(" and "));
  }

  /** TLS itself never asks how old an authority is. */
  private static @Nullable Authorities fit(
      Settings settings, String name, List<X509Certificate> all) {
    var now = Instant.now();
    var alive = new ArrayList<X509Certificate>();
    for (var one : all) {
      var end = one.getNotAfter().toInstant();
      if (now.isBefore(end)) {
        alive.add(one);
      } else {
        settings.notice(
            name
                + ": "
                + one.getSubjectX500Principal().getName()
                + " expired at "
                + end
                + " and is not trusted; take it out");
      }
    }
    if (alive.isEmpty()) {
      settings.problem(name + ": holds expired certificates only; give those in use");
      return null;
    }
    return new Authorities(alive);
  }
}
