package dev.rolegate.project;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule of new due dates. */
final class DueDate {
  private static final int MOST_YEARS = 5;

  private DueDate() {}

  /** Notes a problem when one is given that lies in the past or too far ahead. */
  static void check(@Nullable LocalDate dueDate, LocalDate today, List<String> problems) {
    var latest = today.plusYears(MOST_YEARS);
    if (dueDate != null && (dueDate.isBefore(today) || dueDate.isAfter(latest))) {
      problems.add("due_date %s must lie between %s and %s.".formatted(dueDate, today, latest));
    }
  }
}
