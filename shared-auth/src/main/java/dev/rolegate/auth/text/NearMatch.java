package dev.rolegate.auth.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/** Guesses which known name a misspelt one was meant to be. Thread-safe. */
public final class NearMatch {
  private static final int FARTHEST = 3;
  private static final int LONGEST = 128;

  private NearMatch() {}

  /** {@code "; did you mean X?"}, or nothing when no known name is near. */
  public static String suggestion(String misspelt, Collection<String> known) {
    var best = "";
    var nearest = Math.min(FARTHEST, misspelt.length() / 2) + 1;
    var wanted = folded(misspelt);
    for (var name : known) {
      var distance = distance(wanted, folded(name));
      if (distance < nearest) {
        nearest = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + best + "?";
  }

  /**
   * The known names that are near, the nearest first.
   *
   * @param most how many at most
   */
  public static List<String> nearest(String misspelt, Collection<String> known, int most) {
    var farthest = Math.min(FARTHEST, misspelt.length() / 2);
    var wanted = folded(misspelt);
    var distances = new HashMap<String, Integer>();
    for (var name : known) {
      var distance = distance(wanted, folded(name));
      if (distance <= farthest) {
        distances.put(name, distance);
      }
    }
    return distances.keySet().stream()
        .sorted(Comparator.<String>comparingInt(distances::get).thenComparing(name -> name))
        .limit(most)
        .toList();
  }

  private static String folded(String name) {
    var bounded = name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    return bounded.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
  }

  /** Levenshtein's distance: characters inserted, dropped or changed. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
