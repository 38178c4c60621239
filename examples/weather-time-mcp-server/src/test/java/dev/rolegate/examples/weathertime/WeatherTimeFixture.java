package dev.rolegate.examples.weathertime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.database.Database;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.mcp.ToolHarness;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The example's tools. In their JSON {@code '} stands for the quotation mark. */
record WeatherTimeFixture(Database database, ToolHarness tools) implements AutoCloseable {
  private static final Caller ANYBODY = TestCallers.of("test_client", null, null);

  static WeatherTimeFixture at(Clock clock, Path folder) {
    return with(
        clock, new OpenWeatherMap("http://127.0.0.1:9", null, Duration.ofSeconds(1)), folder);
  }

  static WeatherTimeFixture asking(
      String baseUrl, @Nullable String key, Duration patience, Path folder) {
    var secret = key == null ? null : Secret.of(key);
    return with(Clock.systemUTC(), new OpenWeatherMap(baseUrl, secret, patience), folder);
  }

  private static WeatherTimeFixture with(Clock clock, OpenWeatherMap weather, Path folder) {
    var database = Database.open(DatabaseConfig.sqlite("weather-time", folder));
    return new WeatherTimeFixture(
        database, new ToolHarness(database, Main.tools(new TimeZones(clock), weather)));
  }

  JsonNode done(String tool, String arguments) {
    return tools.call(ANYBODY, tool, arguments).done();
  }

  String refused(String tool, String arguments) {
    return String.join(" ", tools.call(ANYBODY, tool, arguments).refused());
  }

  @Override
  public void close() {
    database.close();
  }
}
