package dev.rolegate.mcp.change;

import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Change.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what nobody decided in time, and what was asked for with a token that was revoked since:
 * such a revocation is forgotten once the token would have ended. Forgets changes that ended long
 * ago. Thread-safe.
 */
final class ChangeSweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChangeSweep.class);
  private static final long SECONDS = 5;
  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final String REQUEST_ID = "sweep";

  private final Database database;
  private final Ending ending;
  private final RevokedTokens revoked;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("change-sweep").factory());

  /** Ends a change; false when it had ended. */
  @FunctionalInterface
  interface Ending {
    boolean end(
        KeptChange change,
        State state,
        @Nullable String reason,
        @Nullable Releaser by,
        String requestId);
  }

  ChangeSweep(Database database, Ending ending, RevokedTokens revoked, InstantSource clock) {
    this.database = database;
    this.ending = ending;
    this.revoked = revoked;
    this.clock = clock;
    var _ = thread.scheduleWithFixedDelay(this::sweepSafely, 0, SECONDS, TimeUnit.SECONDS);
  }

  void soon() {
    try {
      thread.execute(this::sweepSafely);
    } catch (RejectedExecutionException e) {
      // closed
    }
  }

  private void sweep() {
    var now = clock.instant();
    for (var change : database.read(handle -> ChangeTable.overdue(handle, now))) {
      var _ = ending.end(change, State.EXPIRED, "Nobody decided in time.", null, REQUEST_ID);
    }
    for (var change : database.read(handle -> ChangeTable.pending(handle, now))) {
      if (revoked.standingOf(change.requester()) == RevokedTokens.Standing.REVOKED) {
        var _ =
            ending.end(
                change,
                State.FAILED,
                "The access of who asked for it was taken back.",
                null,
                REQUEST_ID);
      }
    }
    var before = now.minus(REMEMBERED);
    if (database.read(handle -> ChangeTable.isAnyOlder(handle, before))) {
      database.write(handle -> {
        ChangeTable.forget(handle, before);
        return null;
      });
    }
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException e) {
      log.error("sweeping the changes failed", e);
    }
  }

  @Override
  public void close() {
    // not interrupted: what it has begun ends before the database is closed
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
