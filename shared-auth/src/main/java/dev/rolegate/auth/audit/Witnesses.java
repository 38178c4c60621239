package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a file and those kept elsewhere, one by one in the order of the lines they
 * saw. What is wrong with the checkpoints themselves goes to the findings. Not thread-safe.
 */
final class Witnesses {
  private final BoundedLines lines;
  private final @Nullable AuditKey key;
  private final Findings findings;
  private final @Nullable KeptCheckpoints anchors;
  private @Nullable Checkpoint anchor;
  private @Nullable Checkpoint checkpoint;
  private long highest;

  /**
   * @param key null when nobody here can check signatures; then only anchors vouch
   */
  Witnesses(
      BoundedLines checkpoints,
      @Nullable AuditKey key,
      @Nullable KeptCheckpoints anchors,
      Findings findings)
      throws IOException {
    this.lines = checkpoints;
    this.key = key;
    this.anchors = anchors;
    this.findings = findings;
    this.anchor = anchors == null ? null : anchors.next();
    this.checkpoint = read();
  }

  /** The next one, or null. */
  @Nullable Checkpoint peek() {
    return isAnchorNext() ? anchor : checkpoint;
  }

  /** Whether what the next one says may be relied on. */
  boolean vouches() {
    return isAnchorNext() || key != null;
  }

  void pass() throws IOException {
    if (isAnchorNext()) {
      anchor = anchors == null ? null : anchors.next();
    } else {
      checkpoint = read();
    }
  }

  /** Passes all that are left; the one of them that saw most, or null when none was left. */
  @Nullable Checkpoint passAll() throws IOException {
    Checkpoint highest = null;
    for (var next = peek(); next != null; next = peek()) {
      highest = next;
      pass();
    }
    return highest;
  }

  private boolean isAnchorNext() {
    return anchor != null && (checkpoint == null || anchor.at().seq() <= checkpoint.at().seq());
  }

  private @Nullable Checkpoint read() throws IOException {
    for (var line = lines.next(); line != null; line = lines.next()) {
      var read = Checkpoint.parse(new String(line.bytes, UTF_8));
      if (read == null) {
        // A crash leaves such a line. It hides nothing: the next one vouches for all before it.
        findings.note("checkpoints, line " + line.number + ": is none, and passed over");
      } else if (key != null && !read.key().equals(key.id())) {
        wrong(line.number, "signed with another key, " + read.key());
      } else if (key != null && !key.signed(read)) {
        wrong(line.number, "its signature does not fit: it was changed or forged");
      } else if (read.at().seq() < highest) {
        wrong(line.number, "moved: it saw an earlier line than the one before it");
      } else {
        highest = read.at().seq();
        return read;
      }
    }
    return null;
  }

  private void wrong(long line, String what) {
    findings.add(Finding.In.CHECKPOINTS, line, what);
  }
}
