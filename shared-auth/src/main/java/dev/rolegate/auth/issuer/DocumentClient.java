package dev.rolegate.auth.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import javax.net.ssl.SSLHandshakeException;

/**
 * Gets small JSON documents over HTTP as if their server were hostile: only status 200 counts, no
 * redirect is followed, bytes and time are bounded. Thread-safe.
 */
final class DocumentClient implements AutoCloseable {
  private final HttpClient http;

  DocumentClient(OutgoingTrust trust) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(trust.sslContext())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** What came of asking. */
  sealed interface Answer {
    record Document(ObjectNode object) implements Answer {}

    /** A sentence that names the URL. */
    record Failed(String why) implements Answer {}
  }

  /**
   * Gets one document.
   *
   * @param most the time for everything, from connecting to the last byte
   */
  Answer get(URI url, Duration most) throws InterruptedException {
    var request = HttpRequest.newBuilder(url).header("Accept", "application/json").build();
    var limited =
        BodyHandlers.limiting(BodyHandlers.ofByteArray(), StrictJson.LONGEST_KEY_DOCUMENT);
    // The client's own timeout ends with the header, and a body may drip for ever.
    var exchange = http.sendAsync(request, limited);
    try {
      var answer = exchange.get(most.toNanos(), TimeUnit.NANOSECONDS);
      if (answer.statusCode() != 200) {
        return failed(url, "answers " + answer.statusCode());
      }
      return StrictJson.KEY_DOCUMENT.read(answer.body())
              instanceof StrictJson.Reading.Read(var object)
          ? new Answer.Document(object)
          : failed(url, "answers no well-formed JSON object");
    } catch (TimeoutException e) {
      return failed(url, "does not answer in time");
    } catch (ExecutionException e) {
      return failed(url, reason(e.getCause() == null ? e : e.getCause()));
    } finally {
      exchange.cancel(true);
    }
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case ConnectException _ -> "cannot be reached";
      case SSLHandshakeException tls ->
          "is not trusted over TLS ("
              + tls.getMessage()
              + "); a private authority belongs into TRUSTED_CA_FILE";
      case IOException io -> "gives no complete answer (" + io.getMessage() + ")";
      default -> "cannot be asked (" + cause.getMessage() + ")";
    };
  }

  private static Answer failed(URI url, String why) {
    return new Answer.Failed(url + " " + why);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
