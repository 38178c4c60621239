package dev.rolegate.auth;

import dev.rolegate.auth.config.StartRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only audit of one process: JSON lines in one file. {@link #append} returns once the
 * line is in the operating system's hands; concurrent appends share one write. The lines reach the
 * device within about a second, and on {@link #close}. Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  private final AuditFile file;
  private final ReentrantLock joining = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch closing = new CountDownLatch(1);
  private Batch open = new Batch();
  private boolean closed;
  private volatile boolean writable = true;
  private volatile boolean unsynced;

  private AuditTrail(AuditFile file) {
    this.file = file;
    // A platform thread: a device that is slow to sync must not hold a carrier of the virtual ones.
    var _ = Thread.ofPlatform().daemon().name("audit-sync").start(this::syncEverySecond);
  }

  /**
   * Opens (creating it with mode 0600) the file for appending. A last line that a crash cut short
   * is ended, not removed.
   */
  public static AuditTrail open(Path file) throws IOException {
    return new AuditTrail(AuditFile.open(file));
  }

  /**
   * Opens {@code audit.jsonl} in a service's folder.
   *
   * @throws StartRefused when it cannot be written
   */
  public static AuditTrail inFolder(Path folder) {
    var file = folder.resolve("audit.jsonl");
    try {
      return open(file);
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
    var line = AuditLine.of(event);
    Batch batch;
    boolean first;
    joining.lock();
    try {
      batch = open;
      first = batch.lines.size() == 0;
      batch.lines.writeBytes(line);
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

  /** False after a failed write, until one succeeds; health says so. */
  public boolean writable() {
    return writable;
  }

  /** Writes what is waiting, forces everything to the device, and ends. */
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
      file.close();
    } catch (IOException e) {
      log.error("The audit was not closed cleanly", e);
    } finally {
      writing.unlock();
    }
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
      file.append(batch.lines.toByteArray());
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
        sync();
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
      file.sync();
    } catch (IOException e) {
      log.error("The audit could not be forced to its device", e);
    }
  }

  /** Lines that are written together, and what came of it. */
  private static final class Batch {
    final ByteArrayOutputStream lines = new ByteArrayOutputStream(512);
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
