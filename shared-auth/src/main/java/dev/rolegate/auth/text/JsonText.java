package dev.rolegate.auth.text;

/**
 * Writes JSON strings (RFC 8259 §7) that also hold no character which could end, reorder or hide in
 * the line. For lines that are written often; everything else is Jackson's. Thread-safe.
 */
public final class JsonText {
  private JsonText() {}

  /** Appends the text as a quoted JSON string of at most {@code most} chars before escaping. */
  public static void append(StringBuilder out, String text, int most) {
    var end = OneLine.cut(text, most);
    out.append('"');
    for (var at = 0; at < end; ) {
      var c = text.codePointAt(at);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (OneLine.isHarmless(c)) {
        out.appendCodePoint(c);
      } else {
        OneLine.appendEscaped(out, c);
      }
      at += Character.charCount(c);
    }
    if (end < text.length()) {
      out.append(OneLine.CUT);
    }
    out.append('"');
  }
}
