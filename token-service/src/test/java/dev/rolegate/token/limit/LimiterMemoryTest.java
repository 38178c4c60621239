package dev.rolegate.token.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.NetworkAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A million ids from a million addresses: what the limiter then holds on to. */
class LimiterMemoryTest {
  private static final int MILLION = 1_000_000;
  private static final long MEBIBYTE = 1024 * 1024;

  @Test
  void aMillionDistinctIdsDoNotGrowTheLimiterPast32Megabytes() {
    var settings = new Settings(Env.of(Map.of()));
    var limits =
        RequestLimits.inMemory(
            TokenLimits.from(settings, false), System::nanoTime, new SimpleMeterRegistry());
    var before = usedAfterCollection();
    long grown;
    try {
      for (var one = 0; one < MILLION; one++) {
        // As long as an id may be.
        var id = "client".repeat(20) + one;
        var from =
            new NetworkAddress(
                "2001:db8:"
                    + Integer.toHexString(one >> 16)
                    + ":"
                    + Integer.toHexString(one & 0xffff)
                    + ":0:0:0:0/64");
        var _ = limits.arriving(from);
        var _ = limits.authenticating(id, from);
        var _ = limits.failed(id, from);
        var _ = limits.issuing(id);
      }
      grown = usedAfterCollection() - before;
    } finally {
      Reference.reachabilityFence(limits);
    }
    LoggerFactory.getLogger(LimiterMemoryTest.class)
        .warn("MEASURED limiter after a million ids: {} KiB", grown / 1024);
    // A measurement that saw nothing would be none: tens of thousands of buckets are there.
    assertThat(grown).isBetween(MEBIBYTE, 32 * MEBIBYTE);
  }

  private static long usedAfterCollection() {
    var memory = ManagementFactory.getMemoryMXBean();
    var least = Long.MAX_VALUE;
    for (var round = 0; round < 4; round++) {
      System.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
