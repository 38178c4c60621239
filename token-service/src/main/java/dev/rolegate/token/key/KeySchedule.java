package dev.rolegate.token.key;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a key stays in each state.
 *
 * @param publishWait from its publication to its first signature: every verifier must have fetched
 *     it meanwhile
 * @param rotation after how much signing the next key is published; null: only by command
 * @param tokenLifetime the longest that a token of this service lives
 */
public record KeySchedule(
    Duration publishWait, @Nullable Duration rotation, Duration tokenLifetime) {
  /**
   * Beyond the life of its last token: for an instance that heard late that it signs no more, and
   * for the skew that verifiers allow.
   */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  boolean isRotationDue(StoredKey signing, Instant now) {
    var since = signing.signsFrom();
    return rotation != null && since != null && !now.isBefore(since.plus(rotation));
  }

  /** When the last token of a key that retires now is over. */
  Instant goneAt(StoredKey retiring, Instant now) {
    return now.plusSeconds(retiring.lifetimeSeconds()).plus(MARGIN);
  }

  /**
   * How long a cache between us and a verifier may keep the document: added to the verifier's own
   * caching it must stay below the wait.
   */
  public Duration cacheLifetime() {
    var third = publishWait.dividedBy(3).truncatedTo(ChronoUnit.SECONDS);
    return third.compareTo(Duration.ofMinutes(5)) < 0 ? third : Duration.ofMinutes(5);
  }
}
