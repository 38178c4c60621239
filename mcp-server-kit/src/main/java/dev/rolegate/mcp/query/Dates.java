package dev.rolegate.mcp.query;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of dates that every domain has. Thread-safe. */
public final class Dates {
  private Dates() {}

  /** Notes a problem when both are given and the later one comes first. */
  public static void inOrder(
      String fromArgument,
      @Nullable LocalDate from,
      String toArgument,
      @Nullable LocalDate to,
      List<String> problems) {
    if (from != null && to != null && to.isBefore(from)) {
      problems.add(
          "%s %s is before %s %s; swap them or correct one."
              .formatted(toArgument, to, fromArgument, from));
    }
  }
}
