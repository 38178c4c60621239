package dev.rolegate.crm;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When a day of the calendar begins where the server is; interactions have a time, no day. */
final class StartOfDay {
  private StartOfDay() {}

  static @Nullable Instant of(@Nullable LocalDate day, Clock clock) {
    return day == null ? null : day.atStartOfDay(clock.getZone()).toInstant();
  }

  /** The first moment that no longer belongs to the day. */
  static @Nullable Instant after(@Nullable LocalDate day, Clock clock) {
    return day == null ? null : of(day.plusDays(1), clock);
  }
}
