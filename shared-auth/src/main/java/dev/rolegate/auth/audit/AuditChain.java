package dev.rolegate.auth.audit;

import dev.rolegate.auth.config.PrivateFiles;
import dev.rolegate.auth.config.StartRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of one audit file in the one process that writes it, with its checkpoints beside it.
 * Appends by one thread at a time; checkpoints and syncs by any, also beside an append.
 */
public final class AuditChain implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditChain.class);

  /** A number that somebody wrote into the file must not use the numbers up. */
  private static final long HIGHEST_BELIEVED = 1_000_000_000_000_000L;

  private final AuditFile file;
  private final CheckpointFile checkpoints;
  private final AuditKey key;
  private final ChainHash hash = new ChainHash();
  private final ReentrantLock forcing = new ReentrantLock();
  private long forced;
  private volatile ChainPosition at;
  private volatile @Nullable Checkpoint latest;

  private AuditChain(
      AuditFile file, CheckpointFile checkpoints, AuditKey key, ChainPosition continued) {
    this.file = file;
    this.checkpoints = checkpoints;
    this.key = key;
    this.at = continued;
  }

  /**
   * Opens or begins a file, and continues its chain from its last lines. Where these do not verify,
   * a new chain begins in the same file behind a marker that every verification reports: a service
   * that refused to start would let whoever can write one byte here switch it off.
   *
   * @throws StartRefused when the key beside it is unfit, or another process writes the file
   */
  public static AuditChain open(Path path, Instant now) throws IOException {
    return open(path, now, Device.OF_THE_FILE);
  }

  /** The same on a device that may be another than it seems. */
  public static AuditChain open(Path path, Instant now, Device device) throws IOException {
    var checkpoints = CheckpointFile.openBeside(path, device);
    AuditFile file = null;
    try {
      var key = AuditKey.obtain(PrivateFiles.folderFor(path));
      var tail = AuditTail.read(path);
      var last = checkpoints.last(key);
      file = AuditFile.open(path, device);
      var chain = new AuditChain(file, checkpoints, key, ChainPosition.START);
      chain.continueFrom(path, tail, last, now);
      var _ = chain.checkpoint(now);
      return chain;
    } catch (IOException | RuntimeException e) {
      if (file != null) {
        file.close();
      }
      checkpoints.close();
      throw e;
    }
  }

  /**
   * Appends lines with one write.
   *
   * @param openings JSON objects that are not yet closed, as the chain's members come last
   */
  public void append(List<byte[]> openings) throws IOException {
    var lines = new ByteArrayOutputStream(512 * openings.size());
    var next = at;
    for (var opening : openings) {
      next = ChainedLine.write(lines, hash, next, opening);
    }
    file.append(lines.toByteArray());
    at = next;
  }

  /** Forces what was appended to the device; callers at the same time share that. */
  public void sync() throws IOException {
    var due = at.seq();
    forcing.lock();
    try {
      if (forced < due) {
        var reached = at.seq();
        file.sync();
        forced = reached;
      }
    } finally {
      forcing.unlock();
    }
  }

  /** Forces what was appended to the device, and then vouches for it. */
  public synchronized Checkpoint checkpoint(Instant now) throws IOException {
    var reached = at;
    // In this order: a checkpoint must not vouch for lines that a power failure can still take.
    sync();
    var checkpoint = key.sign(reached, now);
    checkpoints.append(checkpoint);
    latest = checkpoint;
    return checkpoint;
  }

  /** The last line. */
  public ChainPosition at() {
    return at;
  }

  /** The last checkpoint that was written by this process. */
  public Checkpoint latest() {
    return Objects.requireNonNull(latest, "one is written when a chain is opened");
  }

  @Override
  public void close() throws IOException {
    try (checkpoints;
        file) {
      // Both, whatever the other says.
    }
  }

  private void continueFrom(Path path, AuditTail tail, @Nullable Checkpoint last, Instant now)
      throws IOException {
    var wrong = wrong(tail, last);
    if (wrong != null) {
      log.error(
          "{}: {}. A new chain begins behind a marker; find out who changed it, and keep the file",
          path,
          wrong);
      // Numbers only grow in a file, also past what a checkpoint saw in it.
      at = new ChainPosition(Math.max(seq(tail), last == null ? 0 : last.at().seq()), "");
      append(List.of(Marker.restarted(now, wrong)));
      return;
    }
    switch (tail) {
      case AuditTail.Sound(var end) -> at = end;
      case AuditTail.Unended(var end) -> {
        file.endLine();
        at = end;
      }
      case AuditTail.Torn(var end, var bytes, var sha256) -> {
        log.warn("{}: a crash cut its last line short; a marker says so", path);
        at = end;
        append(List.of(Marker.torn(now, bytes, sha256)));
      }
      case AuditTail.Unsound _ -> throw new IllegalStateException("an unsound tail is wrong");
    }
  }

  /** What is wrong with how the file ends, beyond a line cut short; null when nothing is. */
  private static @Nullable String wrong(AuditTail tail, @Nullable Checkpoint last) {
    return switch (tail) {
      case AuditTail.Sound(var end) -> contradiction(end, last);
      case AuditTail.Unended(var end) -> contradiction(end, last);
      case AuditTail.Torn(var end, var _, var _) -> contradiction(end, last);
      case AuditTail.Unsound(var _, var why) -> why;
    };
  }

  private static @Nullable String contradiction(ChainPosition end, @Nullable Checkpoint last) {
    if (last == null) {
      return end.seq() == 0 ? null : "no checkpoint of the key in audit.key vouches for its lines";
    }
    var seen = last.at();
    if (end.seq() < seen.seq()) {
      return "it ends with line %d, and the checkpoint of %s saw line %d: its end is gone"
          .formatted(end.seq(), last.time(), seen.seq());
    }
    return end.seq() == seen.seq() && !end.chain().equals(seen.chain())
        ? "line %d is not the one that the checkpoint of %s saw".formatted(seen.seq(), last.time())
        : null;
  }

  private static long seq(AuditTail tail) {
    return switch (tail) {
      case AuditTail.Sound(var end) -> end.seq();
      case AuditTail.Unended(var end) -> end.seq();
      case AuditTail.Torn(var end, var _, var _) -> end.seq();
      case AuditTail.Unsound(var seq, var _) -> Math.min(seq, HIGHEST_BELIEVED);
    };
  }
}
