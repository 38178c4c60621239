package dev.rolegate.auth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a limit is set. */
class RateLimitTest {
  private static final String NAME = "RATE_LIMIT_FAILURES";
  private static final RateLimit DEFAULT = new RateLimit(10, Duration.ofMinutes(1));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10/",
        "/PT1M",
        "10/60",
        "10/1m",
        "10 / PT1M",
        "0/PT1M",
        "-1/PT1M",
        "1000001/PT1M",
        "10/PT0S",
        "10/PT0.9S",
        "10/PT24H1S",
        "10/PT-1M",
        "ten/PT1M",
        "10/PT1M/2",
        "OFF",
        "none",
        "99999999999/PT1M",
        "10/P1Y"
      })
  void whatIsNoLimitIsRefused(String value) {
    var settings = settings(value);
    assertThat(RateLimit.from(settings, NAME, DEFAULT, true)).isEqualTo(DEFAULT);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith(NAME + ": ")
        .contains("is no limit", "10/PT1M");
  }

  @ParameterizedTest
  @CsvSource({"10/PT1M, 10, 60", "1/PT1S, 1, 1", "1000000/P1D, 1000000, 86400"})
  void isRead(String value, int count, long seconds) {
    var settings = settings(value);
    assertThat(RateLimit.from(settings, NAME, DEFAULT, false))
        .isEqualTo(new RateLimit(count, Duration.ofSeconds(seconds)));
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void isTheDefaultWhenNothingIsSet() {
    assertThat(RateLimit.from(settings(null), NAME, DEFAULT, false)).isEqualTo(DEFAULT);
    assertThat(DEFAULT).hasToString("10/PT1M");
  }

  @Test
  void isOffOnLoopbackOnlyAndNotInSilence() {
    var elsewhere = settings("off");
    assertThat(RateLimit.from(elsewhere, NAME, DEFAULT, false)).isEqualTo(DEFAULT);
    assertThat(elsewhere.problems()).singleElement().asString().contains("only where");
    var here = settings("off");
    assertThat(RateLimit.from(here, NAME, DEFAULT, true)).isNull();
    assertThat(here.problems()).isEmpty();
    assertThat(here.notices()).singleElement().asString().startsWith(NAME + "=off");
  }

  private static Settings settings(@Nullable String value) {
    return new Settings(Env.of(value == null ? Map.of() : Map.of(NAME, value)));
  }
}
