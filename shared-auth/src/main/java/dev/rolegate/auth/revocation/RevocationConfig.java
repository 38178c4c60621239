package dev.rolegate.auth.revocation;

import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a server follows the revocations of its issuer, read once; opened when the server
 * starts. Immutable; prints no secret.
 */
public sealed interface RevocationConfig {
  /** Revoked tokens work until they end. */
  record Off() implements RevocationConfig {}

  /**
   * The feed is followed.
   *
   * @param token null only where settings have a problem
   * @param grace null: the longest lifetime that the feed tells
   * @param file keeps what was told
   * @param trust who may vouch for the issuer's server
   */
  record Followed(
      URI url,
      @Nullable FeedToken token,
      String issuer,
      @Nullable Duration grace,
      Path file,
      OutgoingTrust trust)
      implements RevocationConfig {}

  /**
   * Reads {@code REVOCATION_GRACE, REVOCATIONS_URL, FEED_TOKEN}; problems are noted in the
   * settings.
   *
   * @param service its name, also of its folder in {@code DATA_DIR}
   */
  static RevocationConfig from(Settings settings, String service) {
    return new RevocationSettings(settings).read(service);
  }

  /** Begins to follow; waits at most two seconds for the first answer. */
  default KnownRevocations open(InstantSource clock) {
    return switch (this) {
      case Off _ -> new KnownRevocations.NotFollowed();
      case Followed(var url, var token, var issuer, var grace, var file, var trust) -> {
        if (token == null) {
          throw new IllegalStateException("a feed token that was not read is a problem");
        }
        yield RevocationFollower.open(
            new FeedClient(url, token, trust),
            new RevocationFile(file, issuer),
            grace,
            clock,
            System::nanoTime);
      }
    };
  }
}
