package dev.rolegate.auth.http;

import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.tls.Authorities;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificate and the key of {@code TLS_CERT_FILE} and {@code TLS_KEY_FILE}, and the
 * authorities of {@code TLS_CLIENT_CA_FILE}, as they were at the start, and how to read them again
 * under the same rules. Thread-safe.
 */
public final class TlsFiles {
  static final String CERTIFICATE = "TLS_CERT_FILE";
  static final String KEY = "TLS_KEY_FILE";
  static final String CLIENTS = "TLS_CLIENT_CA_FILE";

  private final Settings settings;
  private final String publicHost;
  private final TlsMaterial material;

  private TlsFiles(Settings settings, String publicHost, TlsMaterial material) {
    this.settings = settings;
    this.publicHost = publicHost;
    this.material = material;
  }

  /** Whether TLS is asked for, be it only by half. */
  static boolean areWanted(Settings settings) {
    return settings.optional(CERTIFICATE) != null
        || settings.optional(KEY) != null
        || settings.optional(CLIENTS) != null;
  }

  /**
   * Reads the files; null after a problem.
   *
   * @param publicHost of {@code PUBLIC_URL}; a certificate without it is worth a notice
   */
  static @Nullable TlsFiles from(Settings settings, String publicHost) {
    var material = read(settings, publicHost);
    return material == null ? null : new TlsFiles(settings, publicHost, material);
  }

  /** What was read at the start. */
  TlsMaterial material() {
    return material;
  }

  /** What came of reading again. */
  sealed interface Reading {
    record Read(TlsMaterial material, List<String> notices) implements Reading {}

    record Refused(List<String> problems) implements Reading {}
  }

  /** Reads the files as they are now. */
  Reading again() {
    var now = settings.again();
    var read = read(now, publicHost);
    return read == null || !now.problems().isEmpty()
        ? new Reading.Refused(now.problems())
        : new Reading.Read(read, now.notices());
  }

  private static @Nullable TlsMaterial read(Settings settings, String publicHost) {
    requireBoth(settings, CERTIFICATE, KEY, "private key");
    requireBoth(
        settings, settings.optional(KEY) != null ? KEY : CLIENTS, CERTIFICATE, "certificate");
    var clients = Authorities.from(settings, CLIENTS);
    var chainPem = settings.publicFile(CERTIFICATE);
    var keyPem = settings.secretFile(KEY);
    var chain =
        chainPem == null
            ? null
            : orProblem(settings, CERTIFICATE, () -> CertificateChain.of(chainPem, Instant.now()));
    var key = keyPem == null ? null : orProblem(settings, KEY, () -> TlsKey.of(keyPem));
    if (chain == null || key == null) {
      return null;
    }
    if (!TlsKey.fits(key, chain.getFirst())) {
      settings.problem(
          KEY
              + ": does not belong to the first certificate of "
              + CERTIFICATE
              + "; give the key that the certificate was asked for with");
      return null;
    }
    var certificate = new ServerCertificate(chain, key);
    if (!certificate.names(publicHost)) {
      settings.notice(
          CERTIFICATE
              + ": is for "
              + String.join(", ", certificate.names())
              + " and not for "
              + publicHost
              + ", the host of PUBLIC_URL; clients that call it directly will refuse it");
    }
    return new TlsMaterial(certificate, clients);
  }

  private static void requireBoth(Settings settings, String given, String missing, String what) {
    if (settings.optional(given) != null && settings.optional(missing) == null) {
      settings.problem(
          missing
              + ": is not set, but "
              + given
              + " is; give the file of the "
              + what
              + ", or unset both for plain HTTP");
    }
  }

  @FunctionalInterface
  private interface Parsed<T> {
    /**
     * Parses.
     *
     * @throws IllegalArgumentException whose message is the end of a sentence
     */
    T value();
  }

  private static <T> @Nullable T orProblem(Settings settings, String name, Parsed<T> parsed) {
    try {
      return parsed.value();
    } catch (IllegalArgumentException e) {
      settings.problem(name + ": " + e.getMessage());
      return null;
    }
  }
}
