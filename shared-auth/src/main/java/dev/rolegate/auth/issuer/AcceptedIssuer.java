package dev.rolegate.auth.issuer;

import dev.rolegate.auth.TrustedIssuer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issuer in use. Thread-safe.
 *
 * @param trusted what a token verifier asks for
 * @param fetched its keys when they are fetched, for metrics; null when they are given
 */
public record AcceptedIssuer(TrustedIssuer trusted, @Nullable IssuerKeys fetched)
    implements AutoCloseable {
  /** What stands between the server and being ready. */
  public List<String> obstacles() {
    return fetched != null && fetched.age() == null
        ? List.of("No verification key has been obtained; the issuer of the tokens must answer.")
        : List.of();
  }

  /** Ends the fetching of keys. Further calls do nothing. */
  @Override
  public void close() {
    if (fetched != null) {
      fetched.close();
    }
  }
}
