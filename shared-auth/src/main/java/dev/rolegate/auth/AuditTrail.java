package dev.rolegate.auth;

import dev.rolegate.auth.anchor.AnchorConfig;
import dev.rolegate.auth.audit.Anchors;
import dev.rolegate.auth.audit.AuditChain;
import dev.rolegate.auth.audit.Checkpoint;
import dev.rolegate.auth.audit.Device;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only audit of one process: JSON lines in one file, chained. {@link #append} returns
 * once the line is in the operating system's hands; concurrent appends share one write. The lines
 * reach the device within about a second, and on {@link #close}; each time a signed checkpoint then
 * vouches for them, and goes to where it is kept. Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  /** How often a checkpoint goes to the log, where it is out of the file's reach. */
  private static final Duration BETWEEN_TOLD = Duration.ofMinutes(1);

  private final AuditChain chain;
  private final Anchors anchors;
  private final InstantSource clock;
  private final ReentrantLock joining = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch closing = new CountDownLatch(1);
  private Batch open = new Batch();
  private boolean closed;
  private volatile boolean writable = true;
  private volatile boolean unsynced;
  private volatile boolean vouched = true;
  private Instant nextTold = Instant.MIN;

  private AuditTrail(AuditChain chain, Anchors anchors, InstantSource clock) {
    this.chain = chain;
    this.anchors = anchors;
    this.clock = clock;
    keep(chain.latest());
    // A platform thread: a device that is slow to sync must not hold a carrier of the virtual ones.
    var _ = Thread.ofPlatform().daemon().name("audit-sync").start(this::syncEverySecond);
  }

  /**
   * Opens (creating it with mode 0600) the file for appending, its checkpoints and their key beside
   * it. A last line that a crash cut short is ended and marked, not removed.
   *
   * @throws StartRefused when another process writes the file, or the key is unfit
   */
  public static AuditTrail open(Path file) throws IOException {
    return open(file, Device.OF_THE_FILE, () -> Anchors.NONE);
  }

  static AuditTrail open(Path file, Device device, Supplier<Anchors> anchors) throws IOException {
    var clock = InstantSource.system();
    var chain = AuditChain.open(file, clock.instant(), device);
    return new AuditTrail(chain, anchors.get(), clock);
  }

  /**
   * Opens {@code audit.jsonl} in a service's folder.
   *
   * @param anchors where its checkpoints are sent
   * @throws StartRefused when it cannot be written
   */
  public static AuditTrail inFolder(Path folder, AnchorConfig anchors) {
    var file = folder.resolve("audit.jsonl");
    try {
      return open(file, Device.OF_THE_FILE, anchors::open);
    } catch (IOException e) {
      throw new StartRefused(file + ": cannot be written; make its folder writable");
    }
  }

  /**
   * Appends one line. Waits for the write even when the thread is interrupted.
   *
   * @throws AuditUnavailable when it cannot be written: the decision must then not be given (503)
   */
  public void append(AuditEvent event) throws AuditUnavailable {
    var line = AuditLine.opening(event);
    Batch batch;
    boolean first;
    joining.lock();
    try {
      batch = open;
      first = batch.lines.isEmpty();
      batch.lines.add(line);
    } finally {
      joining.unlock();
    }
    // Whoever opened a batch writes it, once the one before is written; until then others join.
    if (first) {
      write(batch);
    } else {
      batch.await();
    }
    if (!batch.complete) {
      throw new AuditUnavailable("The audit cannot be written.", batch.failure);
    }
  }

  /**
   * Appends one line, and returns once it is on the device: for what must not be lost by a power
   * failure that the caller survives, such as a revocation. Callers at the same time share that.
   *
   * @throws AuditUnavailable when that fails; it must then not be done
   */
  public void appendDurably(AuditEvent event) throws AuditUnavailable {
    append(event);
    try {
      chain.sync();
    } catch (IOException e) {
      log.error("The audit could not be forced to its device", e);
      throw new AuditUnavailable("The audit cannot be written.", e);
    }
  }

  /** False after a failed write, until one succeeds; health says so. */
  public boolean writable() {
    return writable;
  }

  /**
   * False while lines cannot be forced to the device and vouched for; health says so. Decisions are
   * still given: each has its line.
   */
  public boolean vouched() {
    return vouched;
  }

  /** The number of the last line. */
  public long line() {
    return chain.at().seq();
  }

  /** The number of the last line that a checkpoint vouches for. */
  public long vouchedLine() {
    return chain.latest().at().seq();
  }

  /** How it fares elsewhere. */
  public Anchors.State anchors() {
    return anchors.state();
  }

  /** Writes what is waiting, forces everything to the device, vouches for it, and ends. */
  @Override
  public void close() {
    closing.countDown();
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      writable = false;
      try (chain) {
        var last = chain.checkpoint(clock.instant());
        anchors.keep(last);
        tell(last);
      }
    } catch (IOException e) {
      log.error("The audit was not closed cleanly", e);
    } finally {
      writing.unlock();
    }
    anchors.close();
  }

  private void write(Batch batch) {
    writing.lock();
    try {
      joining.lock();
      try {
        open = new Batch();
      } finally {
        joining.unlock();
      }
      if (closed) {
        throw new IOException("closed");
      }
      chain.append(batch.lines);
      batch.complete = true;
      unsynced = true;
      if (!writable) {
        writable = true;
        log.warn("The audit can be written again");
      }
    } catch (IOException e) {
      batch.failure = e;
      if (writable) {
        writable = false;
        log.error("The audit cannot be written; requests are answered 503 until it can", e);
      }
    } finally {
      writing.unlock();
      batch.written.countDown();
    }
  }

  private void syncEverySecond() {
    try {
      while (!closing.await(1, TimeUnit.SECONDS)) {
        try {
          sync();
        } catch (RuntimeException bug) {
          // Thrown on, it would end the checkpoints without a word.
          unvouched(bug);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sync() {
    if (!unsynced) {
      return;
    }
    unsynced = false;
    try {
      keep(chain.checkpoint(clock.instant()));
      if (!vouched) {
        vouched = true;
        log.warn("Checkpoints vouch for the audit again");
      }
    } catch (IOException e) {
      unvouched(e);
    }
  }

  private void unvouched(Exception e) {
    unsynced = true;
    if (vouched && closing.getCount() > 0) {
      vouched = false;
      log.error("The audit could not be forced to its device and vouched for; tried again", e);
    }
  }

  /** Has it kept elsewhere, and now and then tells the log. */
  private void keep(Checkpoint checkpoint) {
    anchors.keep(checkpoint);
    var now = clock.instant();
    if (!now.isBefore(nextTold)) {
      nextTold = now.plus(BETWEEN_TOLD);
      tell(checkpoint);
    }
  }

  private static void tell(Checkpoint checkpoint) {
    log.info("Audit checkpoint {}", checkpoint.line());
  }

  /** Lines that are written together, and what came of it. */
  private static final class Batch {
    final List<byte[]> lines = new ArrayList<>();
    final CountDownLatch written = new CountDownLatch(1);
    volatile boolean complete;
    volatile @Nullable IOException failure;

    void await() {
      var interrupted = false;
      while (true) {
        try {
          written.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
