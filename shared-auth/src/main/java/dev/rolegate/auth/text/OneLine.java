package dev.rolegate.auth.text;

/**
 * Text of others, made harmless for one line: bounded, and every character that could end the line,
 * reorder it or hide in it is written as {@code \}{@code uXXXX} (CWE-117). Thread-safe.
 */
public final class OneLine {
  /** Stands at the end of a text that was cut. */
  public static final char CUT = '…';

  private OneLine() {}

  /** The text itself when harmless, else its escaped form; at most {@code most} chars are read. */
  public static String of(String text, int most) {
    var end = cut(text, most);
    var at = 0;
    while (at < end && isPlain(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    var out = new StringBuilder(end + 16).append(text, 0, at);
    while (at < end) {
      var c = text.codePointAt(at);
      if (isHarmless(c)) {
        out.appendCodePoint(c);
      } else {
        appendEscaped(out, c);
      }
      at += Character.charCount(c);
    }
    return end < text.length() ? out.append(CUT).toString() : out.toString();
  }

  /** The text in single quotes, bounded for a message to a person. */
  public static String quoted(String text) {
    return "'" + of(text, 80) + "'";
  }

  /** Where to cut so that at most {@code most} chars remain and no surrogate pair is torn. */
  public static int cut(String text, int most) {
    if (text.length() <= most) {
      return text.length();
    }
    return most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
  }

  /** False for what could end a line, reorder it, or not be seen in it. */
  public static boolean isHarmless(int codePoint) {
    if (codePoint < 0x7f) {
      return codePoint >= 0x20;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Appends {@code \}{@code uXXXX}, twice for a code point outside the BMP, as JSON writes it. */
  public static void appendEscaped(StringBuilder out, int codePoint) {
    if (Character.isBmpCodePoint(codePoint)) {
      appendUnit(out, (char) codePoint);
    } else {
      appendUnit(out, Character.highSurrogate(codePoint));
      appendUnit(out, Character.lowSurrogate(codePoint));
    }
  }

  private static void appendUnit(StringBuilder out, char unit) {
    out.append("\\u");
    for (var shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(unit >> shift & 0xf, 16));
    }
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7f;
  }
}
