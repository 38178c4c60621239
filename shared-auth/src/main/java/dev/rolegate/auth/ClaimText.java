package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Which strings a claim may hold. Nothing is normalised or trimmed: other bytes, other person. */
final class ClaimText {
  private static final int LONGEST_NAME = 256;

  private ClaimText() {}

  /** Is this a text that may name somebody? */
  static boolean identifies(JsonNode node) {
    return node.isTextual() && identifies(node.textValue());
  }

  /** Is this, if it is there, a text that can be written down? */
  static boolean isWholeOrAbsent(@Nullable JsonNode node) {
    return node == null || (node.isTextual() && isWhole(node.textValue()));
  }

  /** May this name somebody, in a log line and in a database column as well? */
  static boolean identifies(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && text.codePoints()
            .noneMatch(c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL,
                      Character.SURROGATE,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> false;
                });
  }

  /** Can this be written as UTF-8 at all? Half a surrogate pair cannot. */
  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }
}
