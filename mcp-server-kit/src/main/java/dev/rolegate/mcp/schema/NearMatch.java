package dev.rolegate.mcp.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what was probably meant by a mistyped name. */
final class NearMatch {
  private static final int FARTHEST = 2;
  private static final int LONGEST = 64;

  private NearMatch() {}

  /** The nearest known name within two edits (and fewer than half of its letters), or null. */
  static @Nullable String of(String name, List<String> known) {
    if (name.length() > LONGEST) {
      return null;
    }
    var asSnake = SnakeCase.of(name).replace('-', '_').replace(' ', '_');
    String nearest = null;
    var least = FARTHEST + 1;
    for (var candidate : known) {
      var distance = distance(asSnake, candidate);
      if (distance < least && distance * 2 < candidate.length()) {
        nearest = candidate;
        least = distance;
      }
    }
    return nearest;
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j < row.length; j++) {
        var above = row[j];
        var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(diagonal + change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
