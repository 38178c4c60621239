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
 * Asks the management port of a service as if another program might listen there: no redirect and
 * no proxy gets the token, and bytes and time are bounded. Asks once only, as a change that is sent
 * twice may be made twice.
 */
final class ManagementPort {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);

  private final URI url;
  private final Secret token;
  private final HttpClient http;
  private final Duration patience;

  private ManagementPort(URI url, Secret token, HttpClient http, Duration patience) {
    this.url = url;
    this.token = token;
    this.http = http;
    this.patience = patience;
  }

  static ManagementPort at(URI url, Secret token, @Nullable SSLContext trust) {
    return at(url, token, trust, TO_ANSWER);
  }

  static ManagementPort at(URI url, Secret token, @Nullable SSLContext trust, Duration patience) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(TO_CONNECT);
    if (trust != null) {
      client.sslContext(trust);
    }
    return new ManagementPort(url, token, client.build(), patience);
  }

  Answer ask(String operation, ObjectNode body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/admin/" + operation))
            .header("Authorization", "Bearer " + token.text())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.line(body)))
            .build();
    // The client's own timeout ends with the header, and a body may drip for ever.
    var exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Json.LONGEST));
    try {
      return read(exchange.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return unknown("gave no whole answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown("was left before it answered");
    } catch (ExecutionException e) {
      return notHeard(e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private Answer read(HttpResponse<byte[]> response) {
    var status = response.statusCode();
    if (!(Json.READER.read(response.body()) instanceof Reading.Read(var body))) {
      return stranger(status);
    }
    if (status == 200 || status == 201) {
      return new Answer.Done(body);
    }
    var description = body.path("error_description").asText("");
    if (status < 400 || description.isEmpty()) {
      return stranger(status);
    }
    return switch (status) {
      case 401, 403 ->
          unreached("does not accept the management token; give its own: --token-file FILE");
      // Wrong address, too often, or not able to: it may work when asked again or elsewhere.
      case 421, 429, 500, 502, 503, 504 -> unreached("cannot do it: " + said(description, body));
      default -> new Answer.Failed(Exit.REFUSED, said(description, body));
    };
  }

  private Answer notHeard(@Nullable Throwable why) {
    return switch (why) {
      case HttpConnectTimeoutException _ ->
          unreached("does not take a connection within " + TO_CONNECT.toSeconds() + " s");
      case ConnectException _ ->
          unreached(
              "does not answer; is the token service up, and is this its management port? Else give"
                  + " --url");
      case SSLException _ ->
          unreached(
              "does not prove who it is: no authority that is trusted vouches for it under this"
                  + " name; give a private one with --ca-file FILE");
      case IOException _ -> unknown("broke off before a whole answer of at most 4 MiB");
      case null, default -> throw new IllegalStateException("asking failed", why);
    };
  }

  private static String said(String description, ObjectNode body) {
    var id = body.path("request_id").asText("");
    return id.isEmpty() ? description : description + " (request " + id + ")";
  }

  private Answer stranger(int status) {
    return unreached("answers " + status + ", but not as a management port does; is --url right?");
  }

  private Answer unknown(String what) {
    return unreached(what + "; a change may have been made or not: look before you ask again");
  }

  private Answer unreached(String what) {
    return new Answer.Failed(Exit.UNREACHED, url + " " + what);
  }
}
