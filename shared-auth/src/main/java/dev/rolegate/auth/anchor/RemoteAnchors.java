package dev.rolegate.auth.anchor;

import dev.rolegate.auth.audit.Anchors;
import dev.rolegate.auth.audit.Checkpoint;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the newest checkpoint from a thread of its own, one at a time, and again each second until
 * it is taken or a newer one waits. However slow the far side is, one waits at most. Thread-safe.
 */
final class RemoteAnchors implements Anchors {
  private static final Logger log = LoggerFactory.getLogger(RemoteAnchors.class);
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A stop has ten seconds for all that it does. */
  private static final Duration AT_THE_END = Duration.ofSeconds(3);

  private final AnchorClient client;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private @Nullable Checkpoint waiting;
  private boolean closing;
  private volatile @Nullable String failure;
  private volatile @Nullable Checkpoint kept;

  private RemoteAnchors(AnchorClient client) {
    this.client = client;
    this.thread = Thread.ofVirtual().name("audit-anchors").unstarted(this::send);
  }

  static RemoteAnchors start(AnchorClient client) {
    var anchors = new RemoteAnchors(client);
    anchors.thread.start();
    return anchors;
  }

  @Override
  public void keep(Checkpoint checkpoint) {
    lock.lock();
    try {
      waiting = checkpoint;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public State state() {
    return new State(true, failure != null, kept);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      // Ends what is under way, for the last checkpoint vouches for everything.
      thread.interrupt();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(AT_THE_END.plus(AT_THE_END));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  private void send() {
    while (true) {
      try {
        var next = next();
        if (next == null || !sent(next)) {
          return;
        }
      } catch (InterruptedException e) {
        // The end has begun; only close() knows this thread.
      } catch (RuntimeException bug) {
        failure = "a bug";
        log.error("Checkpoints are not sent any more", bug);
        return;
      }
    }
  }

  /** The next one to send, or null at the end. */
  private @Nullable Checkpoint next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting == null && !closing) {
        news.await();
      }
      if (closing) {
        // It has been heard, and must not end the last attempt.
        var _ = Thread.interrupted();
      }
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Sends one; false when there is to be no further. */
  private boolean sent(Checkpoint checkpoint) throws InterruptedException {
    var last = isClosing();
    var why = client.post(checkpoint, last ? AT_THE_END : MOST);
    if (why != null) {
      failed(why, last ? checkpoint : null);
      rest();
      return !last;
    }
    kept = checkpoint;
    if (failure != null) {
      failure = null;
      log.warn("Checkpoints of the audit are kept elsewhere again");
    }
    lock.lock();
    try {
      // A newer one may wait by now.
      waiting = checkpoint.equals(waiting) ? null : waiting;
    } finally {
      lock.unlock();
    }
    return true;
  }

  private void failed(String why, @Nullable Checkpoint lost) {
    if (!why.equals(failure)) {
      failure = why;
      log.error(
          "AUDIT_ANCHOR_URL: {}; checkpoints are not kept elsewhere, the newest is sent again until"
              + " it is",
          why);
    }
    if (lost != null) {
      log.error("Nobody elsewhere keeps the last checkpoint: {}", lost.line());
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /** Waits before the next attempt; the end ends the wait. */
  private void rest() throws InterruptedException {
    lock.lock();
    try {
      var left = PAUSE.toNanos();
      while (left > 0 && !closing) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
