package dev.rolegate.auth.issuer;

import dev.rolegate.auth.PinnedKeys;
import dev.rolegate.auth.SharedSecretKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TrustedIssuer;
import dev.rolegate.auth.VerificationKeys;
import dev.rolegate.auth.config.Settings;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Which issuer's tokens a server accepts, read once; opened when the server starts. Immutable;
 * prints no secret.
 *
 * <pre>{@code
 * var issuer = IssuerConfig.from(settings, "hr").open(clock);      // closed with the server
 * var verifier = new TokenVerifier(issuer.trusted(), resource, revoked, clock);
 * Health health = issuer::obstacles;
 * }</pre>
 */
public final class IssuerConfig {
  /** The longest {@code exp - iat} that is accepted, whatever the issuer's TOKEN_TTL. */
  private static final Duration MAX_LIFETIME = Duration.ofHours(24);

  private final String issuer;
  private final SigningAlgorithm algorithm;
  private final KeySource keys;

  IssuerConfig(String issuer, SigningAlgorithm algorithm, KeySource keys) {
    this.issuer = issuer;
    this.algorithm = algorithm;
    this.keys = keys;
  }

  /**
   * Reads {@code ISSUER, TOKEN_ALGORITHM, TOKEN_KEY_FILE, JWKS_URL, JWKS_CACHE_TTL,
   * TRUSTED_CA_FILE}; problems are noted in the settings. Reads key files; fetches nothing.
   *
   * @param service its name, also of its folder in {@code DATA_DIR}
   */
  public static IssuerConfig from(Settings settings, String service) {
    return new IssuerSettings(settings).read(service);
  }

  /** The issuer, as it stands in tokens and in the protected-resource metadata. */
  public String issuer() {
    return issuer;
  }

  /** Brings the issuer into use. Does not wait for it: what is missing is told as an obstacle. */
  public AcceptedIssuer open(InstantSource clock) {
    return switch (keys) {
      case KeySource.Pinned(var key) -> fixed(new PinnedKeys(key));
      case KeySource.Shared(var secret) -> fixed(new SharedSecretKeys(secret));
      case KeySource.Fetched source -> {
        var fetched = IssuerKeys.open(issuer, source, clock);
        yield new AcceptedIssuer(trusted(fetched), fetched);
      }
    };
  }

  private AcceptedIssuer fixed(VerificationKeys keys) {
    return new AcceptedIssuer(trusted(keys), null);
  }

  private TrustedIssuer trusted(VerificationKeys keys) {
    return new TrustedIssuer(issuer, algorithm, keys, MAX_LIFETIME);
  }
}
