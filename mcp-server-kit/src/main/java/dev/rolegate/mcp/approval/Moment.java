package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.auth.text.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people: how long ago or until when, and the exact one beside it, in UTC. */
final class Moment {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Moment() {}

  /** Both, such as {@code 3 minutes ago (14:05 UTC)}. */
  static Html of(Instant time, Instant now) {
    return el("time", text(relative(time, now) + " (" + absolute(time, now) + ")"))
        .with("datetime", iso(time));
  }

  /** The exact one alone; the day is left out when it is today. */
  static Html exact(Instant time, Instant now) {
    return el("time", absolute(time, now)).with("datetime", iso(time));
  }

  static String relative(Instant time, Instant now) {
    var distance = Duration.between(time, now);
    var words = words(distance.abs());
    return words.isEmpty() ? "just now" : distance.isNegative() ? "in " + words : words + " ago";
  }

  private static String absolute(Instant time, Instant now) {
    var isToday =
        time.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
    return (isToday ? TIME : DAY).format(time);
  }

  private static String words(Duration distance) {
    var seconds = distance.toSeconds();
    if (seconds < 5) {
      return "";
    }
    if (seconds < 60) {
      return count(seconds, "second");
    }
    if (seconds < 90 * 60) {
      return count(distance.toMinutes(), "minute");
    }
    return distance.toHours() < 48
        ? count(distance.toHours(), "hour")
        : count(distance.toDays(), "day");
  }

  private static String count(long many, String unit) {
    return many + " " + unit + (many == 1 ? "" : "s");
  }

  private static String iso(Instant time) {
    var text = new StringBuilder(24);
    Timestamp.append(text, time);
    return text.toString();
  }
}
