package dev.rolegate.auth.revocation;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long ago everything was told that the feed had to tell. Two clocks measure it, and the longer
 * time counts: the wall clock goes on through a restart, the other one cannot be set back.
 * Thread-safe; asking allocates nothing.
 */
final class FeedContact {
  static final long NEVER = Long.MAX_VALUE;

  /** A wall clock may be set back so far between two starts, as time services do. */
  private static final long FORGIVEN_MILLIS = 30_000;

  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile Mark mark = new Mark(0, 0, NEVER);

  /**
   * @param nanos never goes back, such as {@link System#nanoTime}
   */
  FeedContact(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * @param wall when it was, in milliseconds since 1970
   * @param nanos when it was noted here
   * @param then how old it was when it was noted
   */
  private record Mark(long wall, long nanos, long then) {}

  /** The time that is noted for a contact, in milliseconds since 1970. */
  long now() {
    return clock.millis();
  }

  /** Contact was then, perhaps of an earlier process; a time that is to come proves nothing. */
  void wasAt(long wall) {
    var age = clock.millis() - wall;
    if (age >= -FORGIVEN_MILLIS) {
      mark = new Mark(wall, nanos.getAsLong(), Math.max(0, age));
    }
  }

  /** Milliseconds since the contact, or {@link #NEVER}. */
  long age() {
    var last = mark;
    if (last.then == NEVER) {
      return NEVER;
    }
    var passed = last.then + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - last.nanos);
    return Math.max(passed, clock.millis() - last.wall);
  }
}
