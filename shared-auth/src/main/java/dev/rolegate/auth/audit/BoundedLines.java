package dev.rolegate.auth.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, in bounded memory whatever the stream holds. Not thread-safe. */
final class BoundedLines {
  /** Bytes of a line that are kept; several times what the longest event needs. */
  static final int LONGEST = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[LONGEST];
  private int at;
  private int end;
  private long left;
  private long number;

  BoundedLines(InputStream in) {
    this(in, Long.MAX_VALUE);
  }

  /** Reads so many bytes of the stream only. */
  BoundedLines(InputStream in, long bytes) {
    this.in = in;
    this.left = bytes;
  }

  /** A line without its newline. */
  static final class Line {
    final long number;
    final byte[] bytes;
    final boolean ended;

    /** Only its first bytes are here. */
    final boolean tooLong;

    Line(long number, byte[] bytes, boolean ended, boolean tooLong) {
      this.number = number;
      this.bytes = bytes;
      this.ended = ended;
      this.tooLong = tooLong;
    }
  }

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    var bytes = new ByteArrayOutputStream(512);
    var tooLong = false;
    while (true) {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, (int) Math.min(buffer.length, left)));
        left -= end;
        if (end == 0) {
          return bytes.size() == 0 ? null : new Line(++number, bytes.toByteArray(), false, tooLong);
        }
      }
      var newline = at;
      while (newline < end && buffer[newline] != '\n') {
        newline++;
      }
      var room = LONGEST - bytes.size();
      tooLong |= newline - at > room;
      bytes.write(buffer, at, Math.min(room, newline - at));
      at = newline;
      if (at < end) {
        at++;
        return new Line(++number, bytes.toByteArray(), true, tooLong);
      }
    }
  }
}
