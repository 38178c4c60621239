package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.text.JsonText;
import dev.rolegate.auth.text.Timestamp;
import java.time.Instant;

/**
 * A line about the file itself, told apart from decisions by its first member. There is one only
 * after a crash in the middle of a line, and where the service found its file not as it left it.
 */
final class Marker {
  private static final String TORN = "{\"marker\":\"torn\",\"time\":\"";
  private static final String RESTARTED = "{\"marker\":\"restarted\",\"time\":\"";
  private static final int LONGEST_REASON = 512;

  private Marker() {}

  /** The line before this one was cut short. Its bytes are named, as no chain covers them. */
  static byte[] torn(Instant time, long bytes, String sha256) {
    var line = new StringBuilder(TORN);
    Timestamp.append(line, time);
    line.append('"').append(pieces(bytes, sha256));
    return line.append(",\"reason\":\"a crash cut the line before short\"")
        .toString()
        .getBytes(UTF_8);
  }

  /** What stands before this line does not verify; a new chain begins with it. */
  static byte[] restarted(Instant time, String reason) {
    var line = new StringBuilder(RESTARTED);
    Timestamp.append(line, time);
    line.append("\",\"reason\":");
    JsonText.append(line, reason, LONGEST_REASON);
    return line.toString().getBytes(UTF_8);
  }

  static boolean isTorn(byte[] line, long bytes, String sha256) {
    var text = new String(line, ISO_8859_1);
    return text.startsWith(TORN) && text.contains('"' + pieces(bytes, sha256) + ',');
  }

  static boolean isRestarted(byte[] line) {
    return new String(line, 0, Math.min(line.length, RESTARTED.length()), ISO_8859_1)
        .equals(RESTARTED);
  }

  private static String pieces(long bytes, String sha256) {
    return ",\"bytes\":" + bytes + ",\"sha256\":\"" + sha256 + '"';
  }
}
