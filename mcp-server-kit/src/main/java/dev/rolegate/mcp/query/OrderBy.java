package dev.rolegate.mcp.query;

import org.jspecify.annotations.Nullable;

/** The order of a list: by what was asked, then by id, so that pages never overlap. */
public final class OrderBy {
  private OrderBy() {}

  /**
   * The clause. Expression and column are written by us, never taken from a caller. Rows without
   * the expression come last either way, on both databases.
   *
   * @param descending of all alike; absent counts as false
   */
  public static String of(String expression, String idColumn, @Nullable Boolean descending) {
    var direction = Boolean.TRUE.equals(descending) ? "desc" : "asc";
    return "order by %1$s %3$s nulls last, length(%2$s) %3$s, %2$s %3$s"
        .formatted(expression, idColumn, direction);
  }

  /** The same for a caller who does not see the id; rows that are alike follow a text of theirs. */
  public static String ofText(String expression, String textColumn, @Nullable Boolean descending) {
    var direction = Boolean.TRUE.equals(descending) ? "desc" : "asc";
    return "order by %1$s %3$s nulls last, %2$s %3$s".formatted(expression, textColumn, direction);
  }
}
