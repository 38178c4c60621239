package dev.rolegate.auth.text;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as every line of this house has them: ISO-8601, UTC, always three digits of a second. */
public final class Timestamp {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Timestamp() {}

  public static void append(StringBuilder out, Instant time) {
    MILLIS.formatTo(time, out);
  }
}
