package dev.rolegate.auth.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads an audit once, in bounded memory, beside its checkpoints, and finds every line that was
 * changed, put in, moved or taken out before the last checkpoint. After a finding it goes on from
 * what the line claims, so that the next finding is one of its own. Not thread-safe.
 */
final class AuditVerifier {
  private final Findings findings = new Findings();
  private final ChainHash hash = new ChainHash();
  private final @Nullable KeptCheckpoints anchors;
  private final Witnesses witnesses;

  /** The last line that verified. */
  private ChainPosition at = ChainPosition.START;

  /** The last line as it claims itself, and as it really hashes, when it did not verify. */
  private ChainPosition claimed = at;

  private ChainPosition computed = at;

  private BoundedLines.@Nullable Line piece;
  private long lines;
  private long vouchedLine;
  private @Nullable String vouchedUntil;
  private long foundWhenLastSeen;

  private AuditVerifier(
      BoundedLines checkpoints, @Nullable AuditKey key, @Nullable BoundedLines anchors)
      throws IOException {
    this.anchors = anchors == null ? null : new KeptCheckpoints(anchors, key, findings);
    this.witnesses = new Witnesses(checkpoints, key, this.anchors, findings);
  }

  /**
   * Verifies a file with the checkpoints and the key beside it, also while it is written.
   *
   * @param anchors checkpoints that were kept elsewhere, where who could write the file could not
   */
  static AuditVerdict verify(Path file, @Nullable Path anchors) throws IOException {
    var beside = CheckpointFile.beside(file);
    var folder = file.toAbsolutePath().getParent();
    var key = folder == null ? null : AuditKey.find(folder);
    // Those that witness are opened first: later ones may have seen lines that are not read here.
    try (var kept = Sized.open(anchors);
        var checkpoints = Sized.open(Files.exists(beside) ? beside : null);
        var lines = Files.newInputStream(file)) {
      return verify(
          new BoundedLines(lines), checkpoints.lines(), key, anchors == null ? null : kept.lines());
    }
  }

  /** A file as long as it is now; no file is an empty one. */
  private record Sized(InputStream in, long size) implements AutoCloseable {
    static Sized open(@Nullable Path file) throws IOException {
      return file == null
          ? new Sized(InputStream.nullInputStream(), 0)
          : new Sized(Files.newInputStream(file), Files.size(file));
    }

    BoundedLines lines() {
      return new BoundedLines(in, size);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Verifies what streams hold; without a key the checkpoints vouch for nothing. */
  static AuditVerdict verify(
      BoundedLines lines,
      BoundedLines checkpoints,
      @Nullable AuditKey key,
      @Nullable BoundedLines anchors)
      throws IOException {
    var verifier = new AuditVerifier(checkpoints, key, anchors);
    if (key == null) {
      verifier.findings.note(
          "no audit.key beside it that may be read: checkpoints vouch for nothing");
    }
    var report = verifier.read(lines);
    var refusal = verifier.anchors == null ? null : verifier.anchors.refusal();
    return refusal == null
        ? new AuditVerdict.Verified(report)
        : new AuditVerdict.NotVerified("the anchor file " + refusal);
  }

  private AuditReport read(BoundedLines file) throws IOException {
    hearWitnesses(0);
    for (var line = file.next(); line != null; line = file.next()) {
      if (!line.ended) {
        findings.note(
            "line " + line.number + ": was cut short, by a crash or a change, and does not count");
        break;
      }
      lines = line.number;
      judge(line);
    }
    pieceWasNoAccident();
    var ahead = witnesses.passAll();
    if (anchors != null) {
      anchors.noteOthers();
    }
    if (ahead != null) {
      found(
          lines + 1,
          "the end is gone: the checkpoint of %s saw lines up to number %d"
              .formatted(ahead.time(), ahead.at().seq()));
    } else if (vouchedUntil == null && lines > 0) {
      found(1, "no checkpoint vouches for any line; give those that were kept: --anchor FILE");
    }
    return new AuditReport(
        findings.first(), findings.count(), findings.notes(), lines, vouchedLine, vouchedUntil);
  }

  private void judge(BoundedLines.Line line) throws IOException {
    var own = line.tooLong ? null : ChainedLine.of(line.bytes);
    if (own == null) {
      pieceWasNoAccident();
      piece = line;
      return;
    }
    if (Marker.isRestarted(line.bytes) && own.isLinkedTo("", line.bytes, hash)) {
      pieceWasNoAccident();
      found(line.number, "the service found the lines before changed, and began a new chain");
    } else if (own.follows(at, line.bytes, hash)) {
      explainPiece(line);
    } else {
      pieceWasNoAccident();
      if (!own.follows(claimed, line.bytes, hash) && !own.follows(computed, line.bytes, hash)) {
        found(line.number, difference(own, line.bytes));
        claimed = own.position();
        computed = new ChainPosition(own.seq(), hash.link(at.chain(), line.bytes, own.covered()));
        return;
      }
    }
    at = own.position();
    claimed = at;
    computed = at;
    hearWitnesses(line.number);
  }

  /** Compares with what was seen of the place just reached, and of lines that should be before. */
  private void hearWitnesses(long line) throws IOException {
    for (var seen = witnesses.peek();
        seen != null && seen.at().seq() <= at.seq();
        seen = witnesses.peek()) {
      if (seen.at().equals(at)) {
        if (witnesses.vouches()) {
          vouchedLine = line;
          vouchedUntil = seen.time();
        }
        foundWhenLastSeen = findings.count();
      } else if (findings.count() == foundWhenLastSeen) {
        found(
            line,
            "is not what the checkpoint of %s saw: line %d or later was changed, and those after it"
                .formatted(seen.time(), vouchedLine + 1));
      }
      witnesses.pass();
    }
  }

  private String difference(ChainedLine own, byte[] line) {
    var due = Math.max(at.seq(), claimed.seq()) + 1;
    if (own.seq() > due) {
      return "number %d stands where %d belongs: lines were taken out or moved"
          .formatted(own.seq(), due);
    }
    if (own.seq() < due) {
      return "number %d stands where %d belongs: it was put in or moved".formatted(own.seq(), due);
    }
    return own.isLinkedTo(at.chain(), line, hash)
        ? "number " + own.seq() + " follows no line before it"
        : "was changed";
  }

  /** A line without a chain is what a crash left, if the very next one says so and fits. */
  private void explainPiece(BoundedLines.Line line) {
    if (piece != null && Marker.isTorn(line.bytes, piece.bytes.length, hash.of(piece.bytes))) {
      findings.note("line " + piece.number + ": a crash cut it short, as the next line says");
      piece = null;
    }
    pieceWasNoAccident();
  }

  private void pieceWasNoAccident() {
    if (piece != null) {
      found(piece.number, "carries no chain: it was put in or changed");
      piece = null;
    }
  }

  private void found(long line, String what) {
    findings.add(Finding.In.AUDIT, line, what);
  }
}
