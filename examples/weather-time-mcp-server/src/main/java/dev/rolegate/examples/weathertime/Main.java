package dev.rolegate.examples.weathertime;

import dev.rolegate.auth.config.Boot;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.McpService;
import dev.rolegate.mcp.McpServiceConfig;
import dev.rolegate.mcp.Tool;
import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the example server. docs/your-own-server.md goes through it, for whoever copies it. */
public final class Main {
  private Main() {}

  record AskTime(
      @Describe("Time zone or city, e.g. Europe/Berlin or Berlin; without it, the server's own")
          @Length(max = 60)
          @Nullable String inputTimezone) {}

  record AskWeather(
      @Describe("City, with its country where there are several, e.g. Berlin,DE") @Length(max = 100)
          String location) {}

  public static void main(String[] args) {
    Boot.run("weather-time", () -> start(Env.system(), Clock.system(ZoneId.systemDefault())));
  }

  /** The same server for tests, which bring their own settings and time. */
  public static McpService start(Env env, Clock clock) {
    var settings = new Settings(env, OpenWeatherMap.API_KEY, OpenWeatherMap.BASE_URL);
    var weather = OpenWeatherMap.from(settings);
    var config = McpServiceConfig.from(settings, "weather-time", 8004);
    var database = Database.open(config.database());
    return McpService.start(config, database, clock, tools(new TimeZones(clock), weather));
  }

  static List<Tool<?, ?>> tools(TimeZones zones, OpenWeatherMap weather) {
    return List.of(
        Tool.reading(
            "TimeTool",
            "Time",
            "Tells the time in a time zone, or in a city that has one named after it.",
            AskTime.class,
            TimeZones.LocalTime.class,
            (asked, _) -> zones.timeIn(asked.inputTimezone())),
        Tool.reading(
                "weather_tool",
                "Weather",
                "Tells the weather in a place now, as OpenWeatherMap knows it.",
                AskWeather.class,
                OpenWeatherMap.Weather.class,
                (asked, _) -> weather.in(asked.location()))
            .openToTheWorld());
  }
}
