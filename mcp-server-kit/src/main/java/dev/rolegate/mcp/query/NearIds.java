package dev.rolegate.mcp.query;

import dev.rolegate.auth.text.OneLine;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Guesses which rows a wrong id was meant to name. Thread-safe. */
public final class NearIds {
  private static final int SHOWN = 3;
  private static final int LOOKED_AT = 10_000;
  private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

  /** A row as a person knows it. */
  public record Candidate(String id, String label) {}

  private NearIds() {}

  /**
   * The sentence for an id that no row has. It suggests the rows with the same number ({@code
   * emp-1}) and those with the text in their label ({@code Alice}).
   *
   * @param sql selects {@code id} and {@code label}
   * @param finder the tool that lists the right ids
   */
  public static String unknown(
      Handle handle, String argument, String wanted, String sql, String finder) {
    var near = near(handle, wanted, sql);
    var hint = near.isEmpty() ? finder + " lists them." : "did you mean " + listed(near) + "?";
    return "%s %s does not exist; %s".formatted(argument, OneLine.quoted(wanted), hint);
  }

  /**
   * The same for somebody who hears the suggestions only if they may.
   *
   * @param told whether whoever asks sees both id and label of every row
   */
  public static String unknown(
      Handle handle, String argument, String wanted, String sql, String finder, boolean told) {
    return told
        ? unknown(handle, argument, wanted, sql, finder)
        : unknown(argument, wanted, finder);
  }

  /** The sentence for somebody who may not hear what ids there are. */
  public static String unknown(String argument, String wanted, String finder) {
    return "%s %s does not exist; %s lists those that you see."
        .formatted(argument, OneLine.quoted(wanted), finder);
  }

  private static List<Candidate> near(Handle handle, String wanted, String sql) {
    var number = number(wanted);
    var text = SearchText.folded(wanted);
    try (var candidates =
        handle.createQuery(sql).setMaxRows(LOOKED_AT).mapTo(Candidate.class).stream()) {
      return candidates
          .filter(candidate ->
              (!number.isEmpty() && number.equals(number(candidate.id())))
                  || (text.length() > 2 && SearchText.folded(candidate.label()).contains(text)))
          .limit(SHOWN + 1L)
          .toList();
    }
  }

  private static String number(String id) {
    return LEADING_ZEROS.matcher(NO_DIGITS.matcher(id).replaceAll("")).replaceFirst("");
  }

  private static String listed(List<Candidate> near) {
    return String.join(
            ", ",
            near.stream().limit(SHOWN).map(row -> row.id() + " (" + row.label() + ")").toList())
        + (near.size() > SHOWN ? ", …" : "");
  }
}
