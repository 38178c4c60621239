package dev.rolegate.token.key;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How long this process itself has published each key that is to sign next, by a clock that nobody
 * can set. Not thread-safe.
 */
final class RipeKeys {
  private final LongSupplier nanos;
  private final Map<String, Long> publishedSince = new HashMap<>();

  /**
   * @param nanos passes as time does, whatever is done to the clock
   */
  RipeKeys(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Notes what is published from now on, and forgets what no longer waits. */
  void note(List<StoredKey> rows) {
    var kids =
        rows.stream()
            .filter(row -> row.state() == KeyState.PUBLISHED)
            .map(StoredKey::kid)
            .collect(Collectors.toSet());
    publishedSince.keySet().retainAll(kids);
    kids.forEach(kid -> publishedSince.putIfAbsent(kid, nanos.getAsLong()));
  }

  /** The keys that were published for the whole wait. */
  Set<String> after(Duration wait) {
    var now = nanos.getAsLong();
    return publishedSince.entrySet().stream()
        .filter(one -> now - one.getValue() >= wait.toNanos())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
