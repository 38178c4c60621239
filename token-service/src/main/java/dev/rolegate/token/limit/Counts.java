package dev.rolegate.token.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The token buckets of one limit, by key. Implementations are thread-safe. Methods throw a {@link
 * org.jdbi.v3.core.JdbiException} when the database does not answer.
 */
sealed interface Counts permits LocalCounts, SharedCounts {
  /** Takes one; null when there was one, else how long until there is one again. */
  @Nullable Duration take(CountKey key);

  /** Null when one could be taken, else how long until it can; changes nothing. */
  @Nullable Duration look(CountKey key);

  /** Takes one in any case; what is taken beyond the limit lengthens the wait. */
  void force(CountKey key);
}
