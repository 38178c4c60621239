package dev.rolegate.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Well-formed requests over kept connections; {@link RawHttp} sends all others. Thread-safe. */
public final class Http {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** Headers are written {@code Name: value}. */
  public static Answer get(URI url, String... headers) {
    return send("GET", url, BodyPublishers.noBody(), headers);
  }

  public static Answer post(URI url, String body, String... headers) {
    return send("POST", url, BodyPublishers.ofString(body), headers);
  }

  public static Answer delete(URI url, String... headers) {
    return send("DELETE", url, BodyPublishers.noBody(), headers);
  }

  /** The body is read as it comes, for streams that do not end. */
  public static HttpResponse<InputStream> open(URI url, String... headers) {
    return exchange("GET", url, BodyPublishers.noBody(), BodyHandlers.ofInputStream(), headers);
  }

  private static Answer send(
      String method, URI url, HttpRequest.BodyPublisher body, String... headers) {
    return Answer.of(exchange(method, url, body, BodyHandlers.ofString(), headers));
  }

  private static <T> HttpResponse<T> exchange(
      String method,
      URI url,
      HttpRequest.BodyPublisher body,
      HttpResponse.BodyHandler<T> handler,
      String... headers) {
    var request = HttpRequest.newBuilder(url).timeout(PATIENCE).method(method, body);
    for (var header : headers) {
      var colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    try {
      return CLIENT.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
