package dev.rolegate.mcp.query;

import dev.rolegate.auth.text.OneLine;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Guesses which rows a wrong id was meant to name. Thread-safe. */
public final class NearIds {
  private static final int SHOWN = 3;
  private static final int LOOKED_AT = 10_000;

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
    var near =
        handle
            .createQuery(sql)
            .setMaxRows(LOOKED_AT)
            .mapTo(Candidate.class)
            .filter(candidate -> isNear(wanted, candidate))
            .list();
    var hint = near.isEmpty() ? finder + " lists them." : "did you mean " + listed(near) + "?";
    return "%s %s does not exist; %s".formatted(argument, OneLine.quoted(wanted), hint);
  }

  private static boolean isNear(String wanted, Candidate candidate) {
    var number = number(wanted);
    var text = SearchText.folded(wanted);
    return (!number.isEmpty() && number.equals(number(candidate.id())))
        || (text.length() > 2 && SearchText.folded(candidate.label()).contains(text));
  }

  private static String number(String id) {
    return id.replaceAll("[^0-9]", "").replaceFirst("^0+", "");
  }

  private static String listed(List<Candidate> near) {
    return String.join(
            ", ",
            near.stream().limit(SHOWN).map(row -> row.id() + " (" + row.label() + ")").toList())
        + (near.size() > SHOWN ? ", …" : "");
  }
}
