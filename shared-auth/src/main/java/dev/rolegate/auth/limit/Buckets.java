package dev.rolegate.auth.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each key, in memory, at most as many as said: a full one is forgotten, since a
 * new one is full, too. When there are more keys than that, those that are asked for least go first
 * and start anew, so a key gains by it only what as many other keys had to spend. Callers of
 * different keys do not wait for each other. Thread-safe.
 *
 * @param <K> small, with a hash code that callers cannot choose
 */
public final class Buckets<K> {
  /** How many periods a debt may take to be paid off. */
  private static final int LONGEST_DEBT = 10;

  private final RateLimit limit;
  private final TimeMeter time;
  private final Cache<K, Bucket> buckets;

  /**
   * @param most how many keys are kept
   * @param nanos never goes back, such as {@code System::nanoTime}
   */
  public Buckets(RateLimit limit, int most, LongSupplier nanos) {
    this.limit = limit;
    this.time = new Ticks(nanos);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterAccess(limit.period().multipliedBy(LONGEST_DEBT + 1L))
            .ticker(nanos::getAsLong)
            // on the caller's thread: no queue of its own that could grow
            .executor(Runnable::run)
            .build();
  }

  /** Takes one; null when there was one, else how long until there is one again. */
  public @Nullable Duration take(K key) {
    var bucket = bucket(key);
    return bucket.tryConsume(1) ? null : wait(bucket);
  }

  /** Null when one could be taken, else how long until it can; changes nothing. */
  public @Nullable Duration look(K key) {
    var bucket = buckets.getIfPresent(key);
    return bucket == null || bucket.getAvailableTokens() > 0 ? null : wait(bucket);
  }

  /** Takes one in any case: what is taken beyond the limit is a debt, and lengthens the wait. */
  public void force(K key) {
    var bucket = bucket(key);
    if (bucket.getAvailableTokens() > -(LONGEST_DEBT - 1L) * limit.count()) {
      var _ = bucket.consumeIgnoringRateLimits(1);
    }
  }

  /** How many keys are kept; for tests and metrics. */
  public long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket bucket(K key) {
    var bucket = buckets.getIfPresent(key);
    // The lookup alone takes no lock; nearly every key is there already.
    return bucket != null ? bucket : buckets.get(key, _ -> fresh());
  }

  private Bucket fresh() {
    return Bucket.builder()
        .addLimit(one -> one.capacity(limit.count()).refillGreedy(limit.count(), limit.period()))
        .withCustomTimePrecision(time)
        .build();
  }

  private static Duration wait(Bucket bucket) {
    return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  private record Ticks(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
