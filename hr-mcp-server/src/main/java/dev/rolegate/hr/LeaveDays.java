package dev.rolegate.hr;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Counts days of leave, first and last included. */
final class LeaveDays {
  private LeaveDays() {}

  static int calendar(LocalDate first, LocalDate last) {
    return Math.toIntExact(ChronoUnit.DAYS.between(first, last) + 1);
  }

  /** Monday to Friday; public holidays differ by country and count as working days. */
  static int working(LocalDate first, LocalDate last) {
    return Math.toIntExact(
        first
            .datesUntil(last.plusDays(1))
            .filter(day ->
                switch (day.getDayOfWeek()) {
                  case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> true;
                  case SATURDAY, SUNDAY -> false;
                })
            .count());
  }
}
