package dev.rolegate.auth.limit;

import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.text.OneLine;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often something may happen: {@code count} times at once, and then as often as {@code count}
 * in each {@code period}, evenly (a token bucket).
 *
 * @param count 1 to 1,000,000
 * @param period a second to a day
 */
public record RateLimit(int count, Duration period) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,7})/(P[0-9A-Z.]{1,20})");
  private static final int MOST = 1_000_000;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  public RateLimit {
    if (!isInRange(count, period)) {
      throw new IllegalArgumentException("out of range: " + count + "/" + period);
    }
  }

  /**
   * Reads {@code COUNT/PERIOD} such as {@code 10/PT1M}, or {@code off}; notes a problem in the
   * settings.
   *
   * @param onLoopback whether only this machine can ask, the only place where it may be off
   * @return null: off
   */
  public static @Nullable RateLimit from(
      Settings settings, String name, RateLimit byDefault, boolean onLoopback) {
    var value = settings.optional(name);
    if (value == null) {
      return byDefault;
    }
    if (value.equals("off")) {
      if (!onLoopback) {
        settings.problem(
            name
                + ": may be off only where PUBLIC_URL and BIND are loopback and no proxy is trusted;"
                + " give a limit such as "
                + byDefault);
        return byDefault;
      }
      settings.notice(name + "=off: nothing is refused for being too often");
      return null;
    }
    var limit = parse(value);
    if (limit == null) {
      settings.problem(
          name
              + ": "
              + OneLine.quoted(value)
              + " is no limit; give COUNT/PERIOD, 1 to 1000000 in PT1S to PT24H, for example "
              + byDefault);
      return byDefault;
    }
    return limit;
  }

  /** Reads {@code COUNT/PERIOD}; null: it is none. */
  public static @Nullable RateLimit parse(String value) {
    var form = FORM.matcher(value);
    if (!form.matches()) {
      return null;
    }
    try {
      var count = Integer.parseInt(form.group(1));
      var period = Duration.parse(form.group(2));
      return isInRange(count, period) ? new RateLimit(count, period) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static boolean isInRange(int count, Duration period) {
    return count >= 1
        && count <= MOST
        && period.compareTo(SHORTEST) >= 0
        && period.compareTo(LONGEST) <= 0;
  }

  /** As it is set. */
  @Override
  public String toString() {
    return count + "/" + period;
  }
}
