package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Text of others as a person sees it: isolated, so that it cannot reorder what stands beside it,
 * with every character made visible that hides, and bounded with a word on what is left out.
 */
final class Shown {
  private Shown() {}

  /** A short text on one line, such as a name. */
  static Html line(String value, int most) {
    return el("bdi", OneLine.of(value, most));
  }

  /** Whether {@link #value} leaves out some of it. */
  static boolean isCut(String value, int most) {
    return value.length() > most;
  }

  /** A value with its line ends. */
  static Html value(String value, int most) {
    var end = OneLine.cut(value, most);
    var shown = el("bdi", visible(value, end)).as("value");
    return end == value.length()
        ? shown
        : all(
            shown,
            el(
                    "span",
                    String.format(Locale.ROOT, "… and %,d more characters", value.length() - end))
                .as("cut"));
  }

  private static Html visible(String value, int end) {
    var parts = new ArrayList<Html>();
    var plain = new StringBuilder();
    for (var at = 0; at < end; ) {
      var c = value.codePointAt(at);
      at += Character.charCount(c);
      if (c == '\n' || OneLine.isHarmless(c)) {
        plain.appendCodePoint(c);
      } else {
        parts.add(text(plain.toString()));
        plain.setLength(0);
        var escape = new StringBuilder(12);
        OneLine.appendEscaped(escape, c);
        parts.add(el("span", escape.toString()).as("escape"));
      }
    }
    parts.add(text(plain.toString()));
    return all(parts);
  }
}
