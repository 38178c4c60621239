package dev.rolegate.token.approver;

import dev.rolegate.auth.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords on few threads of its own: each run takes 19 MiB and a core for some hundredths
 * of a second, and whoever floods the sign-in must neither exhaust the memory nor keep the virtual
 * threads' carriers from everybody who wants a token. So many may wait; who comes then is told to
 * come again. Thread-safe.
 */
public final class PasswordHashing implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int WAITING = 24;

  private final ThreadPoolExecutor threads;

  PasswordHashing(int running, int waiting) {
    this.threads =
        new ThreadPoolExecutor(
            running,
            running,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("password-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** At least one; else no more than half of the cores and a quarter of the heap. */
  public static PasswordHashing start() {
    var machine = Runtime.getRuntime();
    var fit = machine.maxMemory() / 4 / (PasswordHash.KIBIBYTES * 1024L);
    return new PasswordHashing(
        Math.clamp(fit, 1, Math.max(1, machine.availableProcessors() / 2)), WAITING);
  }

  /** What came of a comparison. */
  enum Comparison {
    SAME,
    OTHER,
    /** Too many wait; nothing was compared. */
    BUSY
  }

  Comparison compare(PasswordHash hash, Secret password) {
    var same = run(() -> hash.isOf(bytes(password)));
    return same == null ? Comparison.BUSY : same ? Comparison.SAME : Comparison.OTHER;
  }

  /** Null when too many wait. */
  @Nullable PasswordHash hash(Secret password) {
    var salt = new byte[PasswordHash.SALT_BYTES];
    RANDOM.nextBytes(salt);
    return run(() -> PasswordHash.of(bytes(password), salt));
  }

  /** What looks the same on two keyboards is the same (RFC 8265 §4.2.2). */
  private static byte[] bytes(Secret password) {
    return Normalizer.normalize(password.text(), Normalizer.Form.NFC)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Null when too many wait. */
  <T> @Nullable T run(Callable<T> work) {
    var task = new FutureTask<>(work);
    try {
      threads.execute(task);
      return task.get();
    } catch (RejectedExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      task.cancel(false);
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password was not hashed", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
