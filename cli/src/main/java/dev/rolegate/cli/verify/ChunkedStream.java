package dev.rolegate.cli.verify;

import java.io.IOException;
import java.io.InputStream;

/** The body of a chunked message (RFC 9112 §7.1), as it comes. Not thread-safe. */
final class ChunkedStream extends InputStream {
  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (left == 0 && !ended) {
      next();
    }
    if (ended) {
      return -1;
    }
    left--;
    return in.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    // What has come is enough: whoever reads a stream must not wait for more of it.
    var first = read();
    if (first < 0) {
      return -1;
    }
    into[offset] = (byte) first;
    var most = (int) Math.min(Math.min(left, in.available()), length - 1L);
    var read = most > 0 ? in.read(into, offset + 1, most) : 0;
    left -= Math.max(0, read);
    return 1 + Math.max(0, read);
  }

  private void next() throws IOException {
    if (begun) {
      var _ = Wire.line(in);
    }
    begun = true;
    var size = Wire.line(in);
    try {
      left = size == null ? 0 : Long.parseLong(size.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("a chunk has no size", e);
    }
    ended = left <= 0;
  }
}
