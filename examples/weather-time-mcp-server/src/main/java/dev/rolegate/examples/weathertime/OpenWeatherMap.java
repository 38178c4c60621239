package dev.rolegate.examples.weathertime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.schema.Describe;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks OpenWeatherMap ({@code /data/2.5/weather}) as a tool should ask any service that is not
 * ours: with a key of its own and never the caller's credential, without following redirects, with
 * bounds on bytes, time and questions at once. What goes wrong is told in words of ours, in which
 * the key cannot stand. Thread-safe.
 */
final class OpenWeatherMap {
  static final Settings.Own API_KEY = new Settings.Own("OPENWEATHERMAP_API_KEY", true);
  static final Settings.Own BASE_URL = new Settings.Own("OPENWEATHERMAP_BASE_URL", false);

  private static final Logger log = LoggerFactory.getLogger(OpenWeatherMap.class);
  private static final int MOST_BYTES = 64 * 1024;
  private static final int LONGEST_TEXT = 200;
  private static final String LATER = "try again later";
  private static final StrictJson JSON = new StrictJson(MOST_BYTES, 4096, 64);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String baseUrl;
  private final @Nullable Secret key;
  private final Duration patience;
  private final HttpClient http;
  private final Semaphore atOnce = new Semaphore(32);

  /**
   * @param key null: nobody is asked, and callers are told what to set
   * @param patience for the whole answer
   */
  OpenWeatherMap(String baseUrl, @Nullable Secret key, Duration patience) {
    this.baseUrl = baseUrl;
    this.key = key;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** Reads {@code OPENWEATHERMAP_API_KEY} and {@code OPENWEATHERMAP_BASE_URL}. */
  static OpenWeatherMap from(Settings settings) {
    var key = settings.secret(API_KEY.name());
    var url = settings.url(BASE_URL.name(), "https://api.openweathermap.org");
    if (url.startsWith("http:") && !Loopback.isHost(URI.create(url).getHost())) {
      settings.problem(
          BASE_URL.name() + ": is plain http, over which the key would be seen; give an https URL");
    }
    return new OpenWeatherMap(url, key, PATIENCE);
  }

  /** The weather somewhere, in metric units. */
  record Weather(
      @Describe("The place, as OpenWeatherMap calls it") String place,
      @Describe("Its country, ISO 3166") @Nullable String country,
      @Describe("The weather in words") String description,
      @Describe("Degrees Celsius") double temperature,
      @Describe("What it feels like, degrees Celsius") @Nullable Double feelsLike,
      @Describe("Relative humidity, per cent") @Nullable Double humidity,
      @Describe("Wind, metres per second") @Nullable Double windSpeed,
      @Describe("When it was observed") Instant observedAt) {}

  /** The weather in a place. */
  Outcome<Weather> in(String location) {
    if (key == null) {
      return Outcome.refused(
          "This server has no key for OpenWeatherMap; whoever runs it must set"
              + " OPENWEATHERMAP_API_KEY, or OPENWEATHERMAP_API_KEY_FILE, and start it again.");
    }
    if (!atOnce.tryAcquire()) {
      return Outcome.refused("Too many ask for the weather at once; try again in a few seconds.");
    }
    try {
      return ask(location, key);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.refused("This server is stopping; try again shortly.");
    } finally {
      atOnce.release();
    }
  }

  private Outcome<Weather> ask(String location, Secret secret) throws InterruptedException {
    var url =
        "%s/data/2.5/weather?units=metric&q=%s&appid=%s"
            .formatted(baseUrl, encoded(location), encoded(secret.text()));
    var request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json");
    // The client's own time-out ends with the headers, and a body may drip for ever.
    var exchange =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      return told(location, exchange.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return failed("did not answer within " + patience.toMillis() + " ms", LATER);
    } catch (ExecutionException e) {
      return failed("cannot be reached, or gave no complete answer", LATER);
    } finally {
      exchange.cancel(true);
    }
  }

  private static Outcome<Weather> told(String location, HttpResponse<byte[]> answer) {
    return switch (answer.statusCode()) {
      case 200 -> read(answer.body());
      case 400, 404 ->
          Outcome.refused(
              "location %s is not known to OpenWeatherMap; give a city, or one with its country: Berlin,DE."
                  .formatted(OneLine.quoted(location)));
      case 401 ->
          failed("refuses the key", "whoever runs this server must set OPENWEATHERMAP_API_KEY");
      case 429 ->
          failed("has been asked too often with this server's key", "try again in some minutes");
      default -> failed("answered with status " + answer.statusCode(), LATER);
    };
  }

  private static Outcome<Weather> read(byte[] body) {
    if (JSON.read(body) instanceof StrictJson.Reading.Read(var json)
        && json.path("main").path("temp").isNumber()
        && json.path("dt").isIntegralNumber()
        && json.path("dt").canConvertToInt()) {
      var main = json.path("main");
      return Outcome.done(
          new Weather(
              text(json.path("name")),
              country(json.path("sys").path("country")),
              text(json.path("weather").path(0).path("description")),
              main.path("temp").doubleValue(),
              number(main.path("feels_like")),
              number(main.path("humidity")),
              number(json.path("wind").path("speed")),
              Instant.ofEpochSecond(json.path("dt").longValue())));
    }
    return failed("answered with something that is no weather", LATER);
  }

  /** Words of others, which end up in front of a model: one bounded, harmless line. */
  private static String text(JsonNode node) {
    return OneLine.of(node.asText(""), LONGEST_TEXT);
  }

  private static @Nullable String country(JsonNode node) {
    return node.isTextual() ? text(node) : null;
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : null;
  }

  private static Outcome<Weather> failed(String why, String advice) {
    log.warn("OpenWeatherMap {}", why);
    return Outcome.refused("OpenWeatherMap %s; %s.".formatted(why, advice));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
