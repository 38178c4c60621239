package dev.rolegate.examples.weathertime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeToolTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T23:30:15.9Z"), ZoneId.of("Asia/Kolkata"));

  private WeatherTimeFixture server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = WeatherTimeFixture.at(CLOCK, folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Europe/Berln | near are: Europe/Berlin;",
        "Berln | near are: Europe/Berlin;",
        "nwe york | near are: America/New_York;",
        "America/New_Yrok | near are: America/New_York;",
        "Atlantis | is not known",
        "Mars/Olympus_Mons | is not known; give a time zone such as Europe/Berlin",
        "+99:00 | or an offset such as +02:00.",
        "../../etc/passwd | is not known",
      })
  void anUnknownZoneIsToldWhatIsNear(String zone, String told) {
    assertThat(server.refused("TimeTool", "{'input_timezone':'" + zone + "'}"))
        .startsWith("input_timezone '" + zone + "' is not known")
        .contains(told);
  }

  @Test
  void aZoneThatIsNoTextOrTooLongDoesNotFit() {
    assertThat(server.refused("TimeTool", "{'input_timezone':5}")).contains("input_timezone");
    assertThat(server.refused("TimeTool", "{'input_timezone':'%s'}".formatted("x".repeat(61))))
        .contains("input_timezone", "61 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, Europe/Berlin, 2026-11-26T00:30:15+01:00, thursday",
    "europe/berlin, Europe/Berlin, 2026-11-26T00:30:15+01:00, thursday",
    "Berlin, Europe/Berlin, 2026-11-26T00:30:15+01:00, thursday",
    "new york, America/New_York, 2026-11-25T18:30:15-05:00, wednesday",
    "Singapore, Singapore, 2026-11-26T07:30:15+08:00, thursday",
    "Asia/Kolkata, Asia/Kolkata, 2026-11-26T05:00:15+05:30, thursday",
    "UTC, UTC, 2026-11-25T23:30:15Z, wednesday",
    "utc+2, UTC+02:00, 2026-11-26T01:30:15+02:00, thursday",
    "-03:30, -03:30, 2026-11-25T20:00:15-03:30, wednesday",
  })
  void tellsTheTimeThere(String asked, String zone, String time, String weekday) {
    var told = server.done("TimeTool", "{'input_timezone':'" + asked + "'}");
    assertThat(told.path("timezone").asText()).isEqualTo(zone);
    assertThat(told.path("local_time").asText()).isEqualTo(time);
    assertThat(told.path("weekday").asText()).isEqualTo(weekday);
  }

  @Test
  void whoNamesNoZoneGetsTheServersOwn() {
    assertThat(server.done("TimeTool", "{}").path("timezone").asText()).isEqualTo("Asia/Kolkata");
  }
}
