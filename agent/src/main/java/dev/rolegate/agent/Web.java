package dev.rolegate.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.StrictJson.Reading;
import dev.rolegate.auth.config.Loopback;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
 * Asks token services and for their documents as if somebody else might answer: no redirect and no
 * proxy gets a credential, and bytes and time are bounded. Thread-safe.
 */
final class Web implements AutoCloseable {
  static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration TO_ANSWER = Duration.ofSeconds(15);
  private static final int LONGEST = 256 * 1024;
  private static final StrictJson READER = new StrictJson(LONGEST, 64 * 1024, 256);

  private final HttpClient client;
  private final boolean plainHttp;

  Web(@Nullable SSLContext trust, boolean plainHttp) {
    this.client = client(trust);
    this.plainHttp = plainHttp;
  }

  /** What came of asking. */
  sealed interface Outcome {
    /** A JSON object. */
    record Answered(int status, HttpHeaders headers, ObjectNode body) implements Outcome {
      String text(String member) {
        return body.path(member).asText("");
      }
    }

    /** Anything else. */
    record Strange(int status, HttpHeaders headers) implements Outcome {}

    /** No whole answer; the end of a sentence. */
    record Unheard(String what) implements Outcome {}
  }

  static HttpClient client(@Nullable SSLContext trust) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            // Else what follows an answer waits for the common pool, where others may block.
            .executor(Threads.each("http"))
            .connectTimeout(TO_CONNECT);
    if (trust != null) {
      client.sslContext(trust);
    }
    return client.build();
  }

  Outcome get(URI url, String... headers) {
    return ask(request(url, headers).GET());
  }

  Outcome post(URI url, String contentType, String body, String... headers) {
    return ask(
        request(url, headers)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  /**
   * An address to which a credential may go, as it must be clear who can listen.
   *
   * @param what it is, for a sentence about what is wrong
   */
  URI safe(String what, String text) throws NotConnected {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new NotConnected(what + " is no URL", false);
    }
    var scheme = url.getScheme();
    if (url.getHost() == null
        || !("http".equals(scheme) || "https".equals(scheme))
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null) {
      throw new NotConnected(what + " is no http or https URL without user and fragment", false);
    }
    if ("http".equals(scheme) && !plainHttp && !Loopback.isHost(url.getHost())) {
      throw new NotConnected(
          what
              + " is plain http to another machine ("
              + url.getHost()
              + "), and credentials would go there for all to read; use https, or say"
              + " PLAIN_HTTP=internal-network if that is what it is",
          false);
    }
    return url;
  }

  /** Ends its connections. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private static HttpRequest.Builder request(URI url, String... headers) {
    var request = HttpRequest.newBuilder(url).header("Accept", "application/json");
    for (var i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  private Outcome ask(HttpRequest.Builder request) {
    // The client's own timeout ends with the header, and a body may drip for ever.
    var exchange =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
    try {
      return read(exchange.get(TO_ANSWER.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return new Outcome.Unheard("gave no whole answer within " + TO_ANSWER.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unheard("was left before it answered");
    } catch (ExecutionException e) {
      return new Outcome.Unheard(notHeard(e.getCause()));
    } finally {
      exchange.cancel(true);
    }
  }

  private static Outcome read(HttpResponse<byte[]> response) {
    return READER.read(response.body()) instanceof Reading.Read(var body)
        ? new Outcome.Answered(response.statusCode(), response.headers(), body)
        : new Outcome.Strange(response.statusCode(), response.headers());
  }

  /** The end of a sentence about who did not answer. */
  static String notHeard(@Nullable Throwable why) {
    return switch (why) {
      case HttpConnectTimeoutException _ ->
          "does not take a connection within " + TO_CONNECT.toSeconds() + " s";
      case ConnectException _ -> "does not answer; is it up?";
      case SSLException _ ->
          "does not prove who it is: no authority that is trusted vouches for it under this name;"
              + " give a private one as TRUSTED_CA_FILE";
      case IOException _ -> "broke off before a whole answer";
      case null, default -> "could not be asked";
    };
  }
}
