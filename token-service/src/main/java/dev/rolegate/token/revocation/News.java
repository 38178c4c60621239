package dev.rolegate.token.revocation;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets threads wait for the log to grow. What this process writes ends their wait at once; what
 * others write is looked for ten times a second, while anybody waits. Thread-safe.
 */
final class News implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(News.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final LongSupplier last;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Condition closing = lock.newCondition();
  private long known;
  private int waiting;
  private boolean looking;
  private boolean closed;

  /**
   * @param last looks for the last number
   */
  News(LongSupplier last) {
    this.last = last;
  }

  /** Returns when the log is beyond a number, when the time is over, or when there is a stop. */
  void await(long seq, Duration most) throws InterruptedException {
    lock.lock();
    waiting++;
    try {
      if (!looking) {
        looking = true;
        var _ = Thread.ofVirtual().name("revocation-news").start(this::look);
      }
      var left = most.toNanos();
      while (known <= seq && !closed && left > 0) {
        left = grown.awaitNanos(left);
      }
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** The log has grown to a number. */
  void announce(long seq) {
    lock.lock();
    try {
      if (seq > known) {
        known = seq;
        grown.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    var pause = BETWEEN_LOOKS;
    while (rest(pause)) {
      try {
        announce(last.getAsLong());
        pause = BETWEEN_LOOKS;
      } catch (RuntimeException e) {
        log.warn("The revocations of other processes cannot be looked for; tried again", e);
        pause = AFTER_FAILURE;
      }
    }
  }

  /** False when nobody is left to look for. */
  private boolean rest(Duration pause) {
    lock.lock();
    try {
      var left = pause.toNanos();
      while (left > 0 && !closed) {
        left = closing.awaitNanos(left);
      }
      looking = waiting > 0 && !closed;
      return looking;
    } catch (InterruptedException e) {
      looking = false;
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait, now and later. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      grown.signalAll();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
