package dev.rolegate.mcp;

import dev.rolegate.auth.Caller;
import dev.rolegate.auth.limit.Buckets;
import dev.rolegate.auth.limit.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often one caller may use one tool, where the policy says so. What was taken outlives a change
 * of the policy that leaves the limit as it is. Thread-safe.
 */
final class ToolLimits {
  /** As many as {@link CallLimit} remembers. */
  private static final int MOST_CALLERS = 10_000;

  private final LongSupplier nanos;
  private final Counter refusals;
  private final Map<String, Taken> byTool = new ConcurrentHashMap<>();

  private record Taken(RateLimit rate, Buckets<String> buckets) {}

  /**
   * @param nanos never goes back, such as {@code System::nanoTime}
   */
  ToolLimits(LongSupplier nanos, MeterRegistry metrics) {
    this.nanos = nanos;
    this.refusals =
        Counter.builder("rolegate.rate.limited")
            .description("Requests that were refused for being too often, by limit")
            .tag("limit", "tool_limit")
            .register(metrics);
  }

  /** Null: go on; else how long the caller has to wait. */
  @Nullable Duration take(@Nullable RateLimit rate, String tool, Caller caller) {
    if (rate == null) {
      return null;
    }
    var taken = byTool.get(tool);
    if (taken == null || !taken.rate().equals(rate)) {
      taken =
          byTool.compute(
              tool,
              (_, now) ->
                  now != null && now.rate().equals(rate)
                      ? now
                      : new Taken(rate, new Buckets<>(rate, MOST_CALLERS, nanos)));
    }
    var wait = taken.buckets().take(caller.principal());
    if (wait != null) {
      refusals.increment();
    }
    return wait;
  }
}
