package dev.rolegate.auth.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a file ends, read from its last lines only: a start must not take longer with each year. */
sealed interface AuditTail {
  /** The last line follows the one before. Of an empty file, the place before the first line. */
  record Sound(ChainPosition at) implements AuditTail {}

  /** The same, and the last line lacks only its newline. */
  record Unended(ChainPosition at) implements AuditTail {}

  /** After the last whole line stands a piece of one. */
  record Torn(ChainPosition at, long bytes, String sha256) implements AuditTail {}

  /** The last line does not follow the one before; its number is what it claims, or 0. */
  record Unsound(long seq, String why) implements AuditTail {}

  /** Holds several of the longest lines. */
  int WINDOW = 2 * BoundedLines.LONGEST;

  static AuditTail read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return new Sound(ChainPosition.START);
    }
    var hash = new ChainHash();
    var pieces = lastPieces(file);
    var rest = pieces.removeLast();
    var before = last(pieces, hash);
    if (!(before instanceof Sound(var at)) || rest.length == 0) {
      return before;
    }
    var line = ChainedLine.of(rest);
    return line != null && line.follows(at, rest, hash)
        ? new Unended(line.position())
        : new Torn(at, rest.length, hash.of(rest));
  }

  /** Judges the last of whole lines. */
  private static AuditTail last(List<byte[]> lines, ChainHash hash) {
    if (lines.isEmpty()) {
      return new Sound(ChainPosition.START);
    }
    var bytes = lines.getLast();
    var line = ChainedLine.of(bytes);
    if (line == null) {
      return new Unsound(0, "its last line carries no chain");
    }
    // The line before may be the piece that a crash left, which has no chain; then one further.
    for (var back = 2; back <= Math.min(3, lines.size()); back++) {
      var before = ChainedLine.of(lines.get(lines.size() - back));
      if (before != null && line.follows(before.position(), bytes, hash)) {
        return new Sound(line.position());
      }
    }
    var begins = line.seq() == 1 || Marker.isRestarted(bytes);
    return begins && line.isLinkedTo("", bytes, hash)
        ? new Sound(line.position())
        : new Unsound(line.seq(), "its last line does not follow the one before");
  }

  /** The last whole lines, and last what follows the last newline, mostly nothing. */
  private static List<byte[]> lastPieces(Path file) throws IOException {
    byte[] window;
    boolean all;
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      var from = Math.max(0, in.length() - WINDOW);
      all = from == 0;
      window = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(window);
    }
    var pieces = new ArrayList<byte[]>();
    var begin = 0;
    for (var at = 0; at < window.length; at++) {
      if (window[at] == '\n') {
        if (all || begin > 0) {
          pieces.add(Arrays.copyOfRange(window, begin, at));
        }
        begin = at + 1;
      }
    }
    pieces.add(Arrays.copyOfRange(window, begin, window.length));
    return pieces;
  }
}
