package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the times of a signed token must say (RFC 7519 §4.1), whatever the token is for. */
final class TokenTimes {
  static final Duration SKEW = Duration.ofSeconds(30);

  private static final List<String> TIMES = List.of("exp", "iat", "nbf");
  private static final long FIRST_SECOND = Instant.parse("2001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("2100-12-31T23:59:59Z").getEpochSecond();
  private static final long NO_TIME = -1;

  private TokenTimes() {}

  /** What is wrong with the form of times that are all there, or null. */
  static @Nullable TokenDefect form(ObjectNode claims) {
    for (var name : TIMES) {
      if (seconds(claims.get(name)) == NO_TIME) {
        return TokenDefect.CLAIM;
      }
    }
    return null;
  }

  /**
   * What is wrong with them at a second since 1970, or null.
   *
   * @param maxLifetime the longest {@code exp - iat}, in seconds
   */
  static @Nullable TokenDefect defect(ObjectNode claims, long maxLifetime, long now) {
    var form = form(claims);
    if (form != null) {
      return form;
    }
    var exp = seconds(claims.get("exp"));
    var iat = seconds(claims.get("iat"));
    if (isExpired(exp, now)) {
      return TokenDefect.EXPIRED;
    }
    if (Math.max(iat, seconds(claims.get("nbf"))) > now + SKEW.toSeconds()) {
      return TokenDefect.NOT_YET_VALID;
    }
    if (exp <= iat) {
      return TokenDefect.CLAIM;
    }
    return exp - iat > maxLifetime ? TokenDefect.LIFETIME : null;
  }

  /** The token ends for good once the skew has passed, too. */
  static boolean isExpired(long exp, long now) {
    return now - SKEW.toSeconds() >= exp;
  }

  /** A time without defect. */
  static Instant instant(ObjectNode claims, String name) {
    return Instant.ofEpochSecond(seconds(claims.get(name)));
  }

  /**
   * A NumericDate (RFC 7519 §2) in whole seconds of the years 2001 to 2100, or {@link #NO_TIME}.
   */
  private static long seconds(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? plausible(node.longValue()) : NO_TIME;
    }
    var value = node.isNumber() ? node.doubleValue() : Double.NaN;
    return Math.rint(value) == value ? plausible((long) value) : NO_TIME;
  }

  private static long plausible(long seconds) {
    return seconds >= FIRST_SECOND && seconds <= LAST_SECOND ? seconds : NO_TIME;
  }
}
