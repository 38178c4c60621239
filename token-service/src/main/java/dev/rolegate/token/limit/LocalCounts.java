package dev.rolegate.token.limit;

import dev.rolegate.auth.limit.Buckets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** In the memory of this process: where it is the only one on its database. Thread-safe. */
record LocalCounts(Buckets<CountKey> buckets) implements Counts {
  @Override
  public @Nullable Duration take(CountKey key) {
    return buckets.take(key);
  }

  @Override
  public @Nullable Duration look(CountKey key) {
    return buckets.look(key);
  }

  @Override
  public void force(CountKey key) {
    buckets.force(key);
  }
}
