package dev.rolegate.mcp.schema;

/**
 * What is left of a text that is seen masked: three bullets, whatever its length, and the last two
 * characters of one that has enough others to keep it unknown.
 */
public final class Mask {
  private static final String HIDDEN = "•••";
  private static final int LONG_ENOUGH = 8;
  private static final int LEFT = 2;

  private Mask() {}

  public static String of(Object value) {
    if (!(value instanceof String text)) {
      return HIDDEN;
    }
    var characters = text.codePointCount(0, text.length());
    return characters < LONG_ENOUGH
        ? HIDDEN
        : HIDDEN + text.substring(text.offsetByCodePoints(text.length(), -LEFT));
  }
}
