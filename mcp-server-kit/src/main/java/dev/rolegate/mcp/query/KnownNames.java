package dev.rolegate.mcp.query;

import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The names that rows already use, for example of departments: found whatever their case, guessed
 * when misspelt. This class is immutable.
 *
 * @param argument which argument takes such a name
 * @param told whether whoever asks may hear them
 */
public record KnownNames(String argument, List<String> names, boolean told) {
  private static final int SHOWN = 20;

  public KnownNames {
    names = List.copyOf(names);
  }

  public KnownNames(String argument, List<String> names) {
    this(argument, names, true);
  }

  /** Reads them with a query of one text column. */
  public static KnownNames in(Handle handle, String argument, String sql) {
    return new KnownNames(argument, handle.createQuery(sql).mapTo(String.class).list());
  }

  /** The same for somebody who hears them only if they may. */
  public KnownNames toldIf(boolean may) {
    return new KnownNames(argument, names, may);
  }

  /** The name as the rows spell it, or null when none is the same but for case and accents. */
  public @Nullable String find(String wanted) {
    var folded = SearchText.folded(wanted);
    for (var name : names) {
      if (SearchText.folded(name).equals(folded)) {
        return name;
      }
    }
    return null;
  }

  /** The name as the rows spell it, or as it comes when it is new. */
  public String spelling(String wanted) {
    var found = find(wanted);
    return found == null ? wanted.strip() : found;
  }

  /**
   * The name as the rows spell it; notes a problem when none is the same. An absent one stays so.
   */
  public @Nullable String resolve(@Nullable String wanted, List<String> problems) {
    if (wanted == null) {
      return null;
    }
    var found = find(wanted);
    if (found == null) {
      problems.add(unknown(wanted));
    }
    return found;
  }

  /** The sentence for a name that no row uses. */
  public String unknown(String wanted) {
    if (!told) {
      return "%s %s is not known.".formatted(argument, OneLine.quoted(wanted));
    }
    var listed = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return "%s %s is not known%s Known: %s."
        .formatted(
            argument,
            OneLine.quoted(wanted),
            stopped(NearMatch.suggestion(wanted, names)),
            names.isEmpty() ? "none yet" : names.size() > SHOWN ? listed + ", …" : listed);
  }

  private static String stopped(String hint) {
    return hint.isEmpty() ? "." : hint;
  }
}
