package dev.rolegate.cli.verify;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a run below the limits of those whom it asks. Not thread-safe. */
final class Pace {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final long between;
  private long next = System.nanoTime();

  Pace(Duration between) {
    this.between = between.toNanos();
  }

  /** Returns when the next call may go. */
  void step() throws InterruptedException {
    var now = System.nanoTime();
    if (next > now) {
      rest(Duration.ofNanos(next - now));
    }
    next = Math.max(now, next) + between;
  }

  /** As long as an answer says, within reason. */
  void rest(String retryAfter) throws InterruptedException {
    var seconds = retryAfter.matches("[0-9]{1,2}") ? Long.parseLong(retryAfter) : 1;
    rest(Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds())));
  }

  /** Waits; whoever ends the run ends the wait, too. */
  static void rest(Duration howLong) throws InterruptedException {
    var _ = new CountDownLatch(1).await(howLong.toNanos(), TimeUnit.NANOSECONDS);
  }
}
