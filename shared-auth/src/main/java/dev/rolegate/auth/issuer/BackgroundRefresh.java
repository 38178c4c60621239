package dev.rolegate.auth.issuer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one refresh at a time on a thread of its own: at once, again when the last one said, and
 * earlier when somebody asks, who is heard at most once per cool-down. Thread-safe.
 */
final class BackgroundRefresh implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundRefresh.class);
  private static final Duration COOL_DOWN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final CountDownLatch NONE = new CountDownLatch(0);

  /** One refresh; says after how long the next is due. */
  @FunctionalInterface
  interface Refresh {
    Duration run() throws InterruptedException;
  }

  private final Refresh refresh;
  private final InstantSource clock;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();

  /** Opens when the refresh that runs, or else the next one, has ended. */
  private CountDownLatch landing = new CountDownLatch(1);

  private boolean underWay = true; // the first one is, as good as
  private boolean closed;
  private @Nullable Instant heard;

  BackgroundRefresh(String name, Refresh refresh, InstantSource clock) {
    this.refresh = refresh;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /**
   * Waits for the refresh under way, or starts one: at most two seconds. Returns at once when the
   * last one that was asked for began less than 30 seconds ago.
   */
  void await() {
    try {
      // A late refresh is no failure: the caller then goes by what is there.
      var _ = ask().await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CountDownLatch ask() {
    lock.lock();
    try {
      if (closed) {
        return NONE;
      }
      if (!underWay) {
        var now = clock.instant();
        if (isCoolingDown(now)) {
          return NONE;
        }
        heard = now;
        underWay = true;
        wanted.signal();
      }
      return landing;
    } finally {
      lock.unlock();
    }
  }

  /** A clock that was set back must not make the cool-down longer. */
  private boolean isCoolingDown(Instant now) {
    return heard != null && !now.isBefore(heard) && now.isBefore(heard.plus(COOL_DOWN));
  }

  private void loop() {
    try {
      while (true) {
        var pause = COOL_DOWN;
        try {
          pause = refresh.run();
        } catch (RuntimeException bug) {
          log.error("A refresh failed", bug);
        } finally {
          land();
        }
        if (!rest(pause)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Nobody has this thread but us; were it interrupted, there would be no refresh any more.
    }
  }

  private void land() {
    lock.lock();
    try {
      landing.countDown();
      landing = new CountDownLatch(1);
      underWay = false;
    } finally {
      lock.unlock();
    }
  }

  /** True when the next refresh is to begin, false when there is to be none. */
  private boolean rest(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      var left = pause.toNanos();
      while (!underWay && !closed && left > 0) {
        left = wanted.awaitNanos(left);
      }
      underWay = true;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Begins no further refresh. Further calls do nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }
}
