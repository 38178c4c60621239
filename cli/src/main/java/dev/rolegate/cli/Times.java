package dev.rolegate.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.TypeConversionException;

/** Times and durations as people type them. */
final class Times {
  private Times() {}

  /** RFC 3339, with any offset. */
  static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException("it is no time such as 2026-12-31T00:00:00Z");
    }
  }

  /** ISO 8601. */
  static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("it is no duration such as PT15M");
    }
  }
}
