package dev.rolegate.auth;

/** Which strings a claim may hold. Nothing is normalised or trimmed: other bytes, other person. */
final class ClaimText {
  private static final int LONGEST_NAME = 256;

  private ClaimText() {}

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
  static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }
}
