package dev.rolegate.mcp.query;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that is found whatever its case and accents, alike on both databases, whose own {@code
 * lower} disagree beyond ASCII. Rows keep the folded form in a column of its own; a question is
 * {@code search_text like :pattern escape '!'}. Thread-safe.
 */
public final class SearchText {
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private SearchText() {}

  /**
   * The parts in one line, lower-case and without accents; absent parts are left out. What is all
   * accents keeps them, so that it is not found in everything.
   */
  public static String folded(@Nullable String... parts) {
    var line = new StringBuilder();
    for (var part : parts) {
      if (part != null) {
        line.append(line.isEmpty() ? "" : " ").append(part);
      }
    }
    var whole = Normalizer.normalize(line, Normalizer.Form.NFKD);
    var bare = ACCENTS.matcher(whole).replaceAll("");
    return lower(SPACES.matcher(bare.isBlank() ? whole : bare).replaceAll(" ").strip());
  }

  /** By way of upper case, for only there ß is ss; a stroke is an accent, though not to Unicode. */
  private static String lower(String text) {
    return text.toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('ς', 'σ')
        .replace('ø', 'o')
        .replace('ł', 'l')
        .replace('đ', 'd')
        .replace("æ", "ae")
        .replace("œ", "oe");
  }

  /** The pattern that finds the text anywhere in a folded one; null asks for nothing. */
  public static @Nullable String pattern(@Nullable String wanted) {
    if (wanted == null) {
      return null;
    }
    var literal = folded(wanted).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return '%' + literal + '%';
  }
}
