package dev.rolegate.auth.anchor;

import dev.rolegate.auth.audit.Checkpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts one checkpoint at a time, as a line of JSON with its newline. Any 2xx answer means that it
 * is kept; no redirect is followed and nothing of the answer is read further.
 */
final class AnchorClient implements AutoCloseable {
  private final String service;
  private final URI url;
  private final HttpClient http = http();

  AnchorClient(String service, URI url) {
    this.service = service;
    this.url = url;
  }

  private static HttpClient http() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  /**
   * Posts it.
   *
   * @param most the time for everything
   * @return null when it is kept, else a sentence that says why not
   */
  @Nullable String post(Checkpoint checkpoint, Duration most) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            // Who of several services it is from; the checkpoint itself names only its key.
            .header("User-Agent", "rolegate-" + service)
            .POST(BodyPublishers.ofString(checkpoint.line() + '\n'))
            .build();
    // The client's own timeout ends with the header, and a body may drip for ever.
    var exchange = http.sendAsync(request, BodyHandlers.discarding());
    try {
      var status = exchange.get(most.toNanos(), TimeUnit.NANOSECONDS).statusCode();
      return status / 100 == 2 ? null : url + " answers " + status;
    } catch (TimeoutException e) {
      return url + " does not answer in time";
    } catch (ExecutionException e) {
      return url + " " + reason(e.getCause() == null ? e : e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case ConnectException _ -> "cannot be reached";
      case IOException io -> "gives no complete answer (" + io.getMessage() + ")";
      default -> "cannot be asked (" + cause.getMessage() + ")";
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
