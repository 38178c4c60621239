package dev.rolegate.auth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Token buckets, at a time that a test sets. */
class BucketsTest {
  private static final Duration SIX = Duration.ofSeconds(6);

  private final AtomicLong nanos = new AtomicLong();
  private final Buckets<String> buckets =
      new Buckets<>(new RateLimit(10, Duration.ofMinutes(1)), 100, nanos::get);

  @Test
  void asManyAsTheLimitAndThenOneAfterTheOther() {
    for (var one = 0; one < 10; one++) {
      assertThat(buckets.take("a")).isNull();
    }
    assertThat(buckets.take("a")).isEqualTo(SIX);
    advance(SIX.minusNanos(1));
    assertThat(buckets.take("a")).isEqualTo(Duration.ofNanos(1));
    advance(Duration.ofNanos(1));
    assertThat(buckets.take("a")).isNull();
    assertThat(buckets.take("a")).isEqualTo(SIX);
  }

  @Test
  void oneKeyDoesNotSpendForAnother() {
    IntStream.range(0, 20).forEach(_ -> buckets.force("a"));
    assertThat(buckets.look("a")).isNotNull();
    assertThat(buckets.look("b")).isNull();
    assertThat(buckets.take("b")).isNull();
  }

  @Test
  void lookingChangesNothing() {
    for (var one = 0; one < 1000; one++) {
      assertThat(buckets.look("a")).isNull();
    }
    assertThat(buckets.size()).isZero();
    IntStream.range(0, 9).forEach(_ -> buckets.force("a"));
    for (var one = 0; one < 1000; one++) {
      assertThat(buckets.look("a")).isNull();
    }
    buckets.force("a");
    assertThat(buckets.look("a")).isEqualTo(SIX);
  }

  @Test
  void whatIsForcedBeyondTheLimitIsADebtOfTenPeriodsAtMost() {
    IntStream.range(0, 15).forEach(_ -> buckets.force("a"));
    assertThat(buckets.look("a")).isEqualTo(SIX.multipliedBy(6));
    IntStream.range(0, 10_000).forEach(_ -> buckets.force("a"));
    assertThat(buckets.look("a")).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    advance(Duration.ofMinutes(11));
    assertThat(buckets.look("a")).isNull();
  }

  @Test
  void aFullBucketIsForgotten() {
    buckets.force("a");
    assertThat(buckets.size()).isEqualTo(1);
    advance(Duration.ofMinutes(12));
    assertThat(buckets.size()).isZero();
  }

  @Test
  void thereAreNeverMoreThanSaid() {
    IntStream.range(0, 100_000).forEach(one -> buckets.force("key" + one));
    assertThat(buckets.size()).isBetween(90L, 100L);
  }

  /** Who is asked for again and again stays, whatever is sprayed beside it. */
  @Test
  void sprayingDoesNotResetThePairThatIsAttacked() {
    IntStream.range(0, 10).forEach(_ -> buckets.force("attacked"));
    for (var one = 0; one < 100_000; one++) {
      buckets.force("key" + one);
      if (one % 50 == 0) {
        assertThat(buckets.look("attacked")).as("after %s", one).isNotNull();
      }
    }
  }

  @Test
  void manyAtOnceTakeNoMoreThanThereIs() throws Exception {
    Callable<Boolean> taking = () -> buckets.take("a") == null;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var taken = 0;
      for (var one : threads.invokeAll(IntStream.range(0, 200).mapToObj(_ -> taking).toList())) {
        taken += one.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(10);
    }
  }

  private void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }
}
