package dev.rolegate.agent.chat;

import dev.rolegate.auth.text.OneLine;

/**
 * Makes a text that comes in pieces harmless for a terminal: only line breaks and tabs of all that
 * moves a cursor are kept (CWE-150). A character whose halves come in two pieces stays whole. Not
 * thread-safe.
 */
final class HarmlessPieces {
  private char half;

  String of(String piece) {
    var text = half == 0 ? piece : half + piece;
    half = 0;
    var end = text.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      half = text.charAt(--end);
    }
    var out = new StringBuilder(end);
    for (var at = 0; at < end; ) {
      var c = text.codePointAt(at);
      at += Character.charCount(c);
      if (c == '\n' || c == '\t' || OneLine.isHarmless(c)) {
        out.appendCodePoint(c);
      } else if (c != '\r') {
        OneLine.appendEscaped(out, c);
      }
    }
    return out.toString();
  }
}
