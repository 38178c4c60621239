package dev.rolegate.auth.config;

import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.rolegate.auth.text.OneLine;

/** What both forms of the log do with text that they did not write. */
final class LogText {
  /** Chars of a message that are printed. */
  static final int LONGEST = 8192;

  private static final int FRAMES = 60;
  private static final int CAUSES = 8;

  private LogText() {}

  /** A stack trace of bounded length; each message of it is one line. */
  static String trace(IThrowableProxy thrown) {
    var out = new StringBuilder(2048);
    append(out, thrown, "", 0);
    return out.toString();
  }

  private static void append(StringBuilder out, IThrowableProxy thrown, String lead, int depth) {
    out.append(lead).append(thrown.getClassName());
    if (thrown.getMessage() != null) {
      out.append(": ").append(OneLine.of(thrown.getMessage(), LONGEST));
    }
    out.append('\n');
    var frames = thrown.getStackTraceElementProxyArray();
    var own = frames.length - thrown.getCommonFrames();
    for (var i = 0; i < Math.min(own, FRAMES); i++) {
      out.append("    ").append(frames[i].getSTEAsString()).append('\n');
    }
    if (own > FRAMES) {
      out.append("    … ").append(own - FRAMES).append(" more\n");
    }
    if (depth < CAUSES) {
      for (var suppressed : thrown.getSuppressed()) {
        append(out, suppressed, "suppressed: ", depth + 1);
      }
      if (thrown.getCause() != null) {
        append(out, thrown.getCause(), "caused by: ", depth + 1);
      }
    }
  }
}
