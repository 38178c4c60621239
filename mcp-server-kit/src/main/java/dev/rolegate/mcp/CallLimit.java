package dev.rolegate.mcp;

import dev.rolegate.auth.Caller;
import dev.rolegate.auth.limit.Buckets;
import dev.rolegate.auth.limit.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often one verified caller may call tools. Each process counts for itself: N servers of one
 * kind together allow N times as many. Callers do not wait for each other. Thread-safe.
 */
final class CallLimit {
  /** As many callers as are remembered with their tokens; each has shown a token that is good. */
  private static final int MOST_CALLERS = 10_000;

  private final @Nullable Buckets<String> buckets;
  private final Counter refusals;

  /**
   * @param rate null: off
   * @param nanos never goes back, such as {@code System::nanoTime}
   */
  CallLimit(@Nullable RateLimit rate, LongSupplier nanos, MeterRegistry metrics) {
    this.buckets = rate == null ? null : new Buckets<>(rate, MOST_CALLERS, nanos);
    this.refusals =
        Counter.builder("rolegate.rate.limited")
            .description("Requests that were refused for being too often, by limit")
            .tag("limit", "tool_call_limit")
            .register(metrics);
  }

  /** Null: go on; else how long the caller has to wait. */
  @Nullable Duration take(Caller caller) {
    var wait = buckets == null ? null : buckets.take(caller.principal());
    if (wait != null) {
      refusals.increment();
    }
    return wait;
  }
}
