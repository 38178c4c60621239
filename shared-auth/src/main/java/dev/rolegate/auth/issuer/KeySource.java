package dev.rolegate.auth.issuer;

import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the verification keys of an issuer come from. */
sealed interface KeySource {
  /** One public key, given as a file; nothing is fetched. */
  record Pinned(PublicTokenKey key) implements KeySource {}

  /** The secret that issuer and servers share. */
  record Shared(Secret secret) implements KeySource {}

  /**
   * The issuer publishes them.
   *
   * @param algorithm the one that the keys are to verify; keys for another are skipped
   * @param jwksUrl null: where the issuer's metadata says
   * @param ttl how long fetched keys are taken as fresh
   * @param file keeps the last good set
   * @param trust who may vouch for the issuer's server
   */
  record Fetched(
      SigningAlgorithm algorithm,
      @Nullable URI jwksUrl,
      Duration ttl,
      Path file,
      OutgoingTrust trust)
      implements KeySource {}
}
