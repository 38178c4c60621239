package dev.rolegate.token.revocation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that is taken back. Each kind is one record. */
public sealed interface Revocation {
  /** No server accepts a token that lives longer, whatever TOKEN_TTL is or was. */
  Duration LONGEST_LIFETIME = Duration.ofHours(24);

  /** Servers still take a token for so long after its end. */
  Duration SKEW = Duration.ofSeconds(30);

  /**
   * One token, by its {@code jti}.
   *
   * @param end its {@code exp}
   */
  record OfToken(String jti, Instant end) implements Revocation {}

  /** Every token of a client that was issued before a time. */
  record OfClient(String clientId, Instant before) implements Revocation {}

  /** Every token of a subject that was issued before a time. */
  record OfSubject(String subject, Instant before) implements Revocation {}

  /** Every token that was issued before a time. */
  record OfAll(Instant before) implements Revocation {}

  /** Every token that a key signed, for ever. */
  record OfKey(String kid) implements Revocation {}

  /** The name of its kind in the log and in the feed. */
  default String kind() {
    return switch (this) {
      case OfToken _ -> "jti";
      case OfClient _ -> "client";
      case OfSubject _ -> "subject";
      case OfAll _ -> "all";
      case OfKey _ -> "kid";
    };
  }

  /** What it is about; empty when about everything. */
  default String value() {
    return switch (this) {
      case OfToken(var jti, var _) -> jti;
      case OfClient(var clientId, var _) -> clientId;
      case OfSubject(var subject, var _) -> subject;
      case OfAll _ -> "";
      case OfKey(var kid) -> kid;
    };
  }

  /**
   * The first second whose tokens live, since 1970; null when it is no matter of time. A token says
   * only in which second it was issued, so all of the present one are revoked.
   *
   * @param now when the revocation is made
   */
  default @Nullable Long beforeSecond(Instant now) {
    return switch (this) {
      case OfToken _, OfKey _ -> null;
      case OfClient(var _, var before) -> up(before, now);
      case OfSubject(var _, var before) -> up(before, now);
      case OfAll(var before) -> up(before, now);
    };
  }

  /** The last second, since 1970, in which it matters; null: it always does. */
  default @Nullable Long untilSecond(Instant now) {
    if (this instanceof OfToken(var _, var end)) {
      return end.plus(SKEW).getEpochSecond() + 1;
    }
    var before = beforeSecond(now);
    return before == null ? null : before + LONGEST_LIFETIME.plus(SKEW).toSeconds();
  }

  private static long up(Instant before, Instant now) {
    var second = before.getEpochSecond();
    return before.getNano() > 0 || second >= now.getEpochSecond() ? second + 1 : second;
  }
}
