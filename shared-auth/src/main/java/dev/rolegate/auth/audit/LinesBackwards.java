package dev.rolegate.auth.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's lines from its end, in bounded memory and without holding up who writes it. What
 * is appended meanwhile is not read. Not thread-safe.
 */
final class LinesBackwards implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final RandomAccessFile file;
  private final long stop;
  private long at;

  /** Whole lines of the block that was read last, the first of the file on top. */
  private final Deque<byte[]> lines = new ArrayDeque<>();

  /** The beginning of the block, whose line may begin further to the front. */
  private byte[] rest = new byte[0];

  /**
   * @param most bytes to read; a line that begins before them is not told
   */
  LinesBackwards(Path path, long most) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.at = file.length();
    this.stop = Math.max(0, at - most);
  }

  /** The line before, without its newline, or null at the front. Too long a line is empty. */
  byte @Nullable [] next() throws IOException {
    while (lines.isEmpty()) {
      if (at == stop) {
        var first = rest;
        rest = new byte[0];
        return first.length > 0 && stop == 0 ? first : null;
      }
      readBlock();
    }
    return lines.removeLast();
  }

  private void readBlock() throws IOException {
    var from = Math.max(stop, at - BLOCK);
    var block = new byte[(int) (at - from)];
    file.seek(from);
    file.readFully(block);
    at = from;
    var bytes = new ByteArrayOutputStream(block.length + rest.length);
    bytes.writeBytes(block);
    // a piece longer than the longest line is no line of ours: what it holds is dropped
    if (rest.length <= BoundedLines.LONGEST) {
      bytes.writeBytes(rest);
    }
    split(bytes.toByteArray());
  }

  private void split(byte[] bytes) {
    var begin = 0;
    var first = true;
    rest = bytes;
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        var piece = Arrays.copyOfRange(bytes, begin, i);
        if (first) {
          rest = piece;
          first = false;
        } else {
          lines.addLast(piece);
        }
        begin = i + 1;
      }
    }
    if (!first && begin < bytes.length) {
      lines.addLast(Arrays.copyOfRange(bytes, begin, bytes.length));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
