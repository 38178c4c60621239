package dev.rolegate.examples.weathertime;

import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.schema.Describe;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What time it is where: time zones of the IANA database, in any case, and the cities that they are
 * named after. Asks nobody. Thread-safe.
 */
final class TimeZones {
  /** The parts of the world whose zones are named after cities. */
  private static final Set<String> AREAS =
      Set.of(
          "Africa",
          "America",
          "Antarctica",
          "Arctic",
          "Asia",
          "Atlantic",
          "Australia",
          "Europe",
          "Indian",
          "Pacific");

  private static final int MOST_NEAR = 5;

  /** Ids by what people call them: the id itself, or the city at its end. */
  private static final Map<String, String> BY_NAME = names();

  private final Clock clock;

  /**
   * @param clock its zone is the answer to those who name none
   */
  TimeZones(Clock clock) {
    this.clock = clock;
  }

  /** The time somewhere. */
  record LocalTime(
      @Describe("Time zone, e.g. Europe/Berlin") String timezone,
      @Describe("Date and time there with the offset from UTC, ISO-8601") String localTime,
      @Describe("Day of the week there") DayOfWeek weekday) {}

  /** The time in a zone or city; in the server's own zone where none is named. */
  Outcome<LocalTime> timeIn(@Nullable String place) {
    if (place == null) {
      return Outcome.done(time(clock.getZone()));
    }
    var zone = zone(place);
    return zone == null ? Outcome.refused(unknown(place)) : Outcome.done(time(zone));
  }

  private LocalTime time(ZoneId zone) {
    var there = ZonedDateTime.ofInstant(clock.instant(), zone).truncatedTo(ChronoUnit.SECONDS);
    return new LocalTime(
        zone.getId(), DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(there), there.getDayOfWeek());
  }

  private static @Nullable ZoneId zone(String place) {
    var id = BY_NAME.get(folded(place));
    try {
      // Beside names there are offsets, such as +02:00 or UTC+2.
      return ZoneId.of(id == null ? place.strip().toUpperCase(Locale.ROOT) : id);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String unknown(String place) {
    var near =
        NearMatch.nearest(folded(place), BY_NAME.keySet(), MOST_NEAR).stream()
            .map(name -> BY_NAME.getOrDefault(name, name))
            .distinct()
            .collect(Collectors.joining(", "));
    return ("input_timezone %s is not known%s; give a time zone such as Europe/Berlin, a city that"
            + " one is named after, or an offset such as +02:00.")
        .formatted(OneLine.quoted(place), near.isEmpty() ? "" : ", near are: " + near);
  }

  private static Map<String, String> names() {
    var names = new TreeMap<String, String>();
    var ids = new TreeSet<>(ZoneId.getAvailableZoneIds());
    ids.forEach(id -> names.put(folded(id), id));
    for (var id : ids) {
      var area = id.substring(0, Math.max(0, id.indexOf('/')));
      if (AREAS.contains(area)) {
        names.putIfAbsent(folded(id.substring(id.lastIndexOf('/') + 1)), id);
      }
    }
    return names;
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
