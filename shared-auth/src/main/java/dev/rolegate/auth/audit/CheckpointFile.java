package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints beside an audit, a file of their own: the audit stays one line for each decision.
 * Held by one process, so that there is one chain for each file. Used by one thread at a time.
 */
final class CheckpointFile implements AutoCloseable {
  private static final int WINDOW = 8 * 1024;

  private final AuditFile file;

  private CheckpointFile(AuditFile file) {
    this.file = file;
  }

  /** {@code audit.checkpoints.jsonl} beside {@code audit.jsonl}. */
  static Path beside(Path audit) {
    var name = String.valueOf(audit.getFileName());
    var stem =
        name.endsWith(".jsonl") ? name.substring(0, name.length() - ".jsonl".length()) : name;
    return audit.resolveSibling(stem + ".checkpoints.jsonl");
  }

  /**
   * Opens the checkpoints beside an audit.
   *
   * @throws StartRefused when another process holds them
   */
  static CheckpointFile openBeside(Path audit, Device device) throws IOException {
    var file = AuditFile.open(beside(audit), device);
    if (!file.lock()) {
      file.close();
      throw new StartRefused(
          audit + ": is written by another process; stop it, or give this one its own DATA_DIR");
    }
    return new CheckpointFile(file);
  }

  void append(Checkpoint checkpoint) throws IOException {
    file.append((checkpoint.line() + '\n').getBytes(ISO_8859_1));
    file.sync();
  }

  /** The last one that this key signed, if it stands at the end; torn lines are passed over. */
  @Nullable Checkpoint last(AuditKey key) throws IOException {
    // By the handle that holds the lock: to close another one would give the lock up (POSIX).
    var window = new String(file.last(WINDOW), ISO_8859_1);
    for (var line : List.of(window.split("\n", -1)).reversed()) {
      var checkpoint = Checkpoint.parse(line);
      if (checkpoint != null && key.signed(checkpoint)) {
        return checkpoint;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
