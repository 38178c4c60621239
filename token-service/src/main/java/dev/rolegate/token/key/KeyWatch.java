package dev.rolegate.token.key;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks twice a second at the keys, on a thread of its own. */
final class KeyWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeyWatch.class);
  private static final long PAUSE_MILLIS = 500;

  private final Runnable look;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("signing-keys").factory());
  private boolean failing;

  KeyWatch(Runnable look) {
    this.look = look;
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::lookOnce, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The keys of now stay in use meanwhile; said once, or the log would be full of it. */
  private void lookOnce() {
    try {
      look.run();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && !thread.isShutdown()) {
        log.error("The signing keys cannot be read or changed; those of now stay in use", e);
      }
      failing = true;
    }
  }

  /** Looks no more; waits for the look under way. Further calls do nothing. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
