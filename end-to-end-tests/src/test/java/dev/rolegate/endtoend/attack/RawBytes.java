package dev.rolegate.endtoend.attack;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/** The notation of {@code raw_bytes}: text in which a backslash escapes a byte. */
final class RawBytes {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");

  private RawBytes() {}

  static byte[] of(String text) {
    var bytes = new ByteArrayOutputStream();
    var at = 0;
    for (var escape = ESCAPE.matcher(text); escape.find(); at = escape.end()) {
      bytes.writeBytes(Encoded.utf8(text.substring(at, escape.start())));
      bytes.write(byteOf(escape.group(1)));
    }
    bytes.writeBytes(Encoded.utf8(text.substring(at)));
    return bytes.toByteArray();
  }

  private static int byteOf(String escape) {
    return switch (escape.charAt(0)) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case '"' -> '"';
      case 'x' -> Integer.parseInt(escape.substring(1), 16);
      default -> throw new AssertionError("no escape " + escape);
    };
  }
}
