package dev.rolegate.cli.verify;

import java.util.Locale;

/** HTML text: what is ours goes in as it is, all else is escaped. Not thread-safe. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  Html raw(String ours) {
    out.append(ours);
    return this;
  }

  Html text(String anybodys) {
    anybodys
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(isShown(c) ? c : 0xfffd);
          }
        });
    return this;
  }

  Html tag(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">");
  }

  String text() {
    return out.toString();
  }

  /** A name that may stand in a selector. */
  static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }

  /** What turns or hides text could make a report say something else. */
  private static boolean isShown(int c) {
    return c == '\n'
        || switch (Character.getType(c)) {
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
          default -> true;
        };
  }
}
