package dev.rolegate.mcp.schema;

import org.jspecify.annotations.Nullable;

/**
 * Characters that do not belong into a record's text: they break lines, reorder or hide what others
 * read later, people in a terminal as well as models (CWE-117, "Trojan Source").
 */
final class Characters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Characters() {}

  /** The first such character as the end of a sentence, or null. */
  static @Nullable String wrongWith(String text, boolean severalLines) {
    for (var at = 0; at < text.length(); ) {
      var c = text.codePointAt(at);
      if (!belongs(c, severalLines)) {
        return "holds the character U+%04X at %d; leave it out"
            .formatted(c, text.codePointCount(0, at) + 1);
      }
      at += Character.charCount(c);
    }
    return null;
  }

  private static boolean belongs(int c, boolean severalLines) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> severalLines && (c == '\n' || c == '\r' || c == '\t');
      // Persian, Indic scripts and composed emoji need the joiners.
      case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
      // what is unassigned today may be a letter tomorrow, except for the 66 noncharacters
      case Character.UNASSIGNED -> (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef);
      default -> true;
    };
  }
}
