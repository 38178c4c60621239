package dev.rolegate.auth.revocation;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the feed of revocations on a thread of its own, and answers from memory. What it learns
 * is refused at once, and on disk before the feed is asked for what comes after it. Where the feed
 * was not heard for longer than the grace, nobody is known to be good. Thread-safe.
 */
final class RevocationFollower implements KnownRevocations {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationFollower.class);
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);
  private static final Duration START_PATIENCE = Duration.ofSeconds(2);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final FeedClient client;
  private final RevocationFile file;
  private final FeedContact contact;
  private final @Nullable Duration grace;
  private final Duration hold;
  private final InstantSource clock;
  private final RevocationList list = new RevocationList();
  private final CountDownLatch firstAnswer = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile FeedPosition position = FeedPosition.NONE;
  private volatile Runnable listener = () -> {};
  private volatile boolean closed;

  // of the thread
  private boolean caughtUp;
  private Duration pause = SHORTEST_PAUSE;
  private String trouble = "";

  private RevocationFollower(
      FeedClient client,
      RevocationFile file,
      @Nullable Duration grace,
      InstantSource clock,
      LongSupplier nanos) {
    this.client = client;
    this.file = file;
    this.grace = grace;
    this.clock = clock;
    this.contact = new FeedContact(clock, nanos);
    // A shorter grace must not run out between two answers.
    this.hold =
        grace == null || grace.dividedBy(3).compareTo(LONGEST_HOLD) > 0
            ? LONGEST_HOLD
            : grace.dividedBy(3);
    this.thread = Thread.ofPlatform().daemon().name("revocations").unstarted(this::follow);
  }

  /**
   * Takes up what is on disk and begins to follow. Waits up to two seconds for the first answer, so
   * that a server does not begin with refusals; it starts all the same when none comes.
   *
   * @param grace null: the longest lifetime that the feed tells
   */
  static RevocationFollower open(
      FeedClient client,
      RevocationFile file,
      @Nullable Duration grace,
      InstantSource clock,
      LongSupplier nanos) {
    var follower = new RevocationFollower(client, file, grace, clock, nanos);
    follower.restore();
    follower.thread.start();
    try {
      var _ = follower.firstAnswer.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return follower;
  }

  @Override
  public Standing standingOf(Caller caller) {
    return standing(list.holds(caller));
  }

  @Override
  public Standing standingOf(Approver approver) {
    return standing(list.holds(approver));
  }

  private Standing standing(boolean revoked) {
    if (revoked) {
      return Standing.REVOKED;
    }
    return isInTouch() ? Standing.LIVES : Standing.UNKNOWN;
  }

  /** Whether what is known is young enough to go by. */
  private boolean isInTouch() {
    var age = contact.age();
    return age != FeedContact.NEVER && age <= graceMillis();
  }

  private long graceMillis() {
    return grace == null ? TimeUnit.SECONDS.toMillis(position.longestLifetime()) : grace.toMillis();
  }

  @Override
  public void afterNews(Runnable listener) {
    this.listener = listener;
  }

  @Override
  public List<String> obstacles() {
    if (isInTouch()) {
      return List.of();
    }
    return List.of(
        contact.age() == FeedContact.NEVER
            ? "It is not known which tokens are revoked; the token service must answer."
            : "The token service has not told for too long which tokens are revoked; it must"
                + " answer.");
  }

  @Override
  public double secondsSinceContact() {
    var age = contact.age();
    return age == FeedContact.NEVER ? Double.NaN : age / 1000.0;
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public long sequence() {
    return position.seq();
  }

  private void restore() {
    try {
      switch (file.readInto(list)) {
        case RevocationFile.Reading.None _ -> {}
        case RevocationFile.Reading.Damaged _ ->
            LOG.error(
                "The kept revocations are damaged; nobody is let in before the token service has"
                    + " told them anew");
        case RevocationFile.Reading.Read(var kept) -> {
          position = kept;
          if (kept.contact() > 0) {
            contact.wasAt(kept.contact());
          }
          LOG.info(
              "Kept revocations: {} up to number {}, told at {}",
              list.size(),
              kept.seq(),
              Instant.ofEpochMilli(kept.contact()));
        }
      }
    } catch (IOException e) {
      LOG.error("The kept revocations cannot be read; the token service must tell them anew", e);
    }
  }

  private void follow() {
    try {
      do {
        pause = step();
      } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // closed
    } finally {
      file.close();
    }
  }

  /** One question; says after how long the next is due. */
  private Duration step() throws InterruptedException {
    var held = caughtUp ? hold : Duration.ZERO;
    var seq = position.seq();
    var asked = System.nanoTime();
    try {
      var next =
          switch (client.ask(seq, held)) {
            case FeedClient.Answer.Told(var batch) -> take(batch);
            case FeedClient.Answer.Failed(var why) -> failed(why);
          };
      // A feed that does not hold requests, perhaps as it stops, must not be asked without end.
      var hasty = System.nanoTime() - asked < held.toNanos() / 2 && position.seq() == seq;
      return hasty && next.isZero() ? SHORTEST_PAUSE : next;
    } catch (IOException e) {
      // Not taken for known: after a restart it would not be.
      return failed("The revocations cannot be kept on disk (" + e.getMessage() + ")");
    } catch (RuntimeException bug) {
      LOG.error("Following the revocations failed", bug);
      return LONGEST_PAUSE;
    }
  }

  private Duration take(FeedBatch batch) throws IOException {
    var before = position;
    var log = before.log();
    if (log != null && (!log.equals(batch.log()) || batch.seq() < before.seq())) {
      LOG.warn(
          "The token service's log of revocations is another one than before, or an older state of"
              + " it; it is read anew, and what is known here stays revoked");
      caughtUp = false;
      position = before.atStartOf(batch.log());
      return SHORTEST_PAUSE;
    }
    batch.things().forEach(list::add);
    var after =
        new FeedPosition(
            batch.log(),
            batch.seq(),
            batch.more() ? before.contact() : contact.now(),
            batch.time(),
            batch.longestLifetime());
    // Forgets by the earlier of two clocks: one that is wrong must not bring a token back to life.
    list.forget(Math.min(clock.instant().getEpochSecond(), batch.time()));
    if (!batch.things().isEmpty()) {
      listener.run();
    }
    file.append(batch.things(), after, list::things);
    position = after;
    caughtUp = !batch.more();
    if (caughtUp) {
      contact.wasAt(after.contact());
      firstAnswer.countDown();
      if (!trouble.isEmpty()) {
        trouble = "";
        LOG.info("The revocations are followed again, up to number {}", after.seq());
      }
    }
    return Duration.ZERO;
  }

  private Duration failed(String why) {
    caughtUp = false;
    firstAnswer.countDown();
    if (!why.equals(trouble) && !closed) {
      trouble = why;
      LOG.warn("Revocations are not followed: {}", why);
    }
    var longer = pause.multipliedBy(2);
    return longer.compareTo(SHORTEST_PAUSE) < 0
        ? SHORTEST_PAUSE
        : longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    closed = true;
    closing.countDown();
    client.close();
    thread.interrupt();
    try {
      // The next process of this service must find the file as this one leaves it.
      var _ = thread.join(START_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
