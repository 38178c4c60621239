package dev.rolegate.token.limit;

import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.limit.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits as they are set; null: off. This class is immutable. */
public record TokenLimits(
    @Nullable RateLimit requests, @Nullable RateLimit failures, @Nullable RateLimit tokens) {
  private static final RateLimit REQUESTS = new RateLimit(100, Duration.ofMinutes(1));
  private static final RateLimit FAILURES = new RateLimit(10, Duration.ofMinutes(1));
  private static final RateLimit TOKENS = new RateLimit(50, Duration.ofSeconds(1));

  /**
   * Reads {@code RATE_LIMIT_…}; problems are noted in the settings.
   *
   * @param onLoopback whether they may be off
   */
  public static TokenLimits from(Settings settings, boolean onLoopback) {
    return new TokenLimits(
        RateLimit.from(settings, "RATE_LIMIT_REQUESTS", REQUESTS, onLoopback),
        RateLimit.from(settings, "RATE_LIMIT_FAILURES", FAILURES, onLoopback),
        RateLimit.from(settings, "RATE_LIMIT_TOKENS", TOKENS, onLoopback));
  }

  @Nullable RateLimit of(Limit limit) {
    return switch (limit) {
      case REQUESTS -> requests;
      case FAILURES -> failures;
      case TOKENS -> tokens;
    };
  }
}
