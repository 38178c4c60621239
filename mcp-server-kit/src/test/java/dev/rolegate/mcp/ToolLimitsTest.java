package dev.rolegate.mcp;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.limit.RateLimit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ToolLimitsTest {
  private static final RateLimit TWO = new RateLimit(2, Duration.ofHours(1));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ToolLimits limits = new ToolLimits(() -> 0, metrics);

  @Test
  void theThirdCallOfATwoAnHourWaitsAndIsCounted() {
    assertThat(limits.take(TWO, "book", ALICE)).isNull();
    assertThat(limits.take(TWO, "book", ALICE)).isNull();
    assertThat(limits.take(TWO, "book", ALICE)).isPositive();
    assertThat(metrics.counter("rolegate.rate.limited", "limit", "tool_limit").count())
        .isEqualTo(1);
  }

  @Test
  void othersAndOtherToolsAndToolsWithoutALimitDoNotWait() {
    limits.take(TWO, "book", ALICE);
    limits.take(TWO, "book", ALICE);
    assertThat(limits.take(TWO, "book", BOB)).isNull();
    assertThat(limits.take(TWO, "find", ALICE)).isNull();
    assertThat(limits.take(null, "book", ALICE)).isNull();
  }

  @Test
  void aPolicyThatLeavesTheLimitAsItIsGivesNothingBack() {
    limits.take(TWO, "book", ALICE);
    limits.take(TWO, "book", ALICE);
    assertThat(limits.take(new RateLimit(2, Duration.ofHours(1)), "book", ALICE)).isPositive();
    assertThat(limits.take(new RateLimit(3, Duration.ofHours(1)), "book", ALICE)).isNull();
  }
}
