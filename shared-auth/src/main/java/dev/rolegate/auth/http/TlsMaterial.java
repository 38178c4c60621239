package dev.rolegate.auth.http;

import dev.rolegate.auth.tls.Authorities;
import org.jspecify.annotations.Nullable;

/**
 * What a port shows in TLS, and what it asks for. Equal when both are. This class is immutable.
 *
 * @param clients whose certificates clients may show; null: none is asked for
 */
record TlsMaterial(ServerCertificate certificate, @Nullable Authorities clients) {
  /** For the log. */
  @Override
  public String toString() {
    return clients == null
        ? certificate.toString()
        : certificate + "; asks for client certificates of " + clients;
  }
}
