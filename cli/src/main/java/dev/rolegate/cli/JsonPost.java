package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson.Reading;
import dev.rolegate.auth.config.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON as if another program might listen: no redirect and no proxy gets a credential, and
 * bytes and time are bounded. Asks once only, as a change that is sent twice may be made twice.
 */
final class JsonPost {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  private final HttpClient http;
  private final Duration patience;

  JsonPost(@Nullable SSLContext trust, Duration patience) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(TO_CONNECT);
    if (trust != null) {
      client.sslContext(trust);
    }
    this.http = client.build();
    this.patience = patience;
  }

  /** What came of it. */
  sealed interface Outcome {
    /** An answer in the form of our services. */
    record Answered(int status, ObjectNode body) implements Outcome {
      /** What a refusal says, with the id that leads to the cause; null: it says nothing. */
      @Nullable String said() {
        var description = body.path("error_description").asText("");
        var id = body.path("request_id").asText("");
        return description.isEmpty()
            ? null
            : id.isEmpty() ? description : description + " (request " + id + ")";
      }
    }

    /** An answer in another form. */
    record Strange(int status) implements Outcome {}

    /** Nobody took the connection; the end of a sentence. */
    record Unreached(String what) implements Outcome {}

    /** It may have been done or not; the end of a sentence. */
    record Unknown(String what) implements Outcome {}
  }

  /**
   * Posts.
   *
   * @param bearer null: without a credential in the header
   */
  Outcome post(URI url, @Nullable Secret bearer, ObjectNode body) {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.line(body)));
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer.text());
    }
    // The client's own timeout ends with the header, and a body may drip for ever.
    var exchange =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), Json.LONGEST));
    try {
      return read(exchange.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return new Outcome.Unknown("gave no whole answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown("was left before it answered");
    } catch (ExecutionException e) {
      return notHeard(e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private static Outcome read(HttpResponse<byte[]> response) {
    return Json.READER.read(response.body()) instanceof Reading.Read(var body)
        ? new Outcome.Answered(response.statusCode(), body)
        : new Outcome.Strange(response.statusCode());
  }

  private static Outcome notHeard(@Nullable Throwable why) {
    return switch (why) {
      case HttpConnectTimeoutException _ ->
          new Outcome.Unreached(
              "does not take a connection within " + TO_CONNECT.toSeconds() + " s");
      case ConnectException _ -> new Outcome.Unreached("does not answer");
      case SSLException _ ->
          new Outcome.Unreached(
              "does not prove who it is: no authority that is trusted vouches for it under this"
                  + " name; give a private one with --ca-file FILE");
      case IOException _ -> new Outcome.Unknown("broke off before a whole answer of at most 4 MiB");
      case null, default -> throw new IllegalStateException("asking failed", why);
    };
  }
}
