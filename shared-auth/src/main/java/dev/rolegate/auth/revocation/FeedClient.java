package dev.rolegate.auth.revocation;

import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the feed as if its server were hostile: only status 200 counts, no redirect is followed,
 * bytes and time are bounded. Used by one thread.
 */
final class FeedClient implements AutoCloseable {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final StrictJson JSON = new StrictJson(MOST_BYTES, 4096, 64);

  /** Beyond the wait that was asked for. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final URI url;
  private final FeedToken token;
  private final HttpClient http;

  FeedClient(URI url, FeedToken token, OutgoingTrust trust) {
    this.url = url;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .sslContext(trust.sslContext())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** What came of asking. */
  sealed interface Answer {
    record Told(FeedBatch batch) implements Answer {}

    /** A sentence that names the URL. */
    record Failed(String why) implements Answer {}
  }

  /**
   * Asks what came after a number.
   *
   * @param wait how long the server may hold the request when there is nothing
   */
  Answer ask(long after, Duration wait) throws InterruptedException {
    var asked = URI.create(url + "?after=" + after + "&wait=" + wait.toSeconds());
    var request =
        HttpRequest.newBuilder(asked)
            .header("Accept", "application/json")
            .header("Authorization", token.header())
            .build();
    var exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      var answer = exchange.get(wait.plus(PATIENCE).toNanos(), TimeUnit.NANOSECONDS);
      return switch (answer.statusCode()) {
        case 200 -> read(answer.body());
        case 401 -> failed("refuses FEED_TOKEN; give the token-service and this server the same");
        default -> failed("answers " + answer.statusCode());
      };
    } catch (TimeoutException e) {
      return failed("does not answer in time");
    } catch (ExecutionException e) {
      return failed(reason(e.getCause() == null ? e : e.getCause()));
    } finally {
      exchange.cancel(true);
    }
  }

  private Answer read(byte[] body) {
    var batch =
        JSON.read(body) instanceof StrictJson.Reading.Read(var json) ? FeedBatch.of(json) : null;
    return batch == null
        ? failed("answers what is no list of revocations, or a newer one than this server knows")
        : new Answer.Told(batch);
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case ConnectException _ -> "cannot be reached";
      case IOException io -> "gives no complete answer (" + io.getMessage() + ")";
      default -> "cannot be asked (" + cause.getMessage() + ")";
    };
  }

  private Answer failed(String why) {
    return new Answer.Failed(url + " " + why);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
