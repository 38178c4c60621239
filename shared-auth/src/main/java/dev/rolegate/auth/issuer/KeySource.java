package dev.rolegate.auth.issuer;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the verification keys of an issuer come from. */
sealed interface KeySource {
  /** One public key, given as a file; nothing is fetched. */
  record Pinned(RSAPublicKey key) implements KeySource {}

  /** The secret that issuer and servers share. */
  record Shared(Secret secret) implements KeySource {}

  /**
   * The issuer publishes them.
   *
   * @param jwksUrl null: where the issuer's metadata says
   * @param ttl how long fetched keys are taken as fresh
   * @param file keeps the last good set
   * @param trust who may vouch for the issuer's server
   */
  record Fetched(@Nullable URI jwksUrl, Duration ttl, Path file, OutgoingTrust trust)
      implements KeySource {}
}
