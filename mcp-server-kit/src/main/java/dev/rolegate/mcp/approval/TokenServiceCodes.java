package dev.rolegate.mcp.approval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.auth.revocation.RevocationConfig;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the token service, beside its feed of revocations and by the same credential, as if it were
 * hostile: only status 200 counts, no redirect is followed, bytes, time and the number of questions
 * at once are bounded.
 */
public final class TokenServiceCodes implements SignInCodes {
  private static final Logger log = LoggerFactory.getLogger(TokenServiceCodes.class);
  private static final int MOST_BYTES = 16 * 1024;
  private static final StrictJson JSON = new StrictJson(MOST_BYTES, 8 * 1024, 64);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What may stand in a cookie: a compact JWT, and nothing that would end the cookie. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,4096}");

  private final String server;
  private final URI url;
  private final FeedToken credential;
  private final HttpClient http;

  /** Anybody can make us ask, by any code. */
  private final Semaphore atOnce = new Semaphore(8);

  private TokenServiceCodes(String server, URI url, FeedToken credential, OutgoingTrust trust) {
    this.server = server;
    this.url = url;
    this.credential = credential;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .sslContext(trust.sslContext())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * Beside the feed that is followed. A server that follows none is not in touch with the token
   * service at all: nobody can sign in to its page with a browser.
   */
  public static SignInCodes beside(RevocationConfig feed, String server) {
    return switch (feed) {
      case RevocationConfig.Off _ -> _ -> new Redeemed.Unavailable();
      case RevocationConfig.Followed followed -> {
        var credential = followed.token();
        if (credential == null) {
          throw new IllegalStateException("a feed token that was not read is a problem");
        }
        yield new TokenServiceCodes(
            server, followed.url().resolve("approver-codes"), credential, followed.trust());
      }
    };
  }

  @Override
  public Redeemed redeem(String code) {
    if (!atOnce.tryAcquire()) {
      return new Redeemed.Unavailable();
    }
    try {
      return ask(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Redeemed.Unavailable();
    } finally {
      atOnce.release();
    }
  }

  private Redeemed ask(String code) throws InterruptedException {
    var body = JsonNodeFactory.instance.objectNode().put("code", code).put("server", server);
    var request =
        HttpRequest.newBuilder(url)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("Authorization", credential.header())
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    var exchange =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      var answer = exchange.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      return switch (answer.statusCode()) {
        case 200 -> read(answer.body());
        case 400, 404 -> new Redeemed.Refused();
        case 401 -> failed("refuses FEED_TOKEN; give the token-service and this server the same");
        default -> failed("answers " + answer.statusCode());
      };
    } catch (TimeoutException e) {
      return failed("does not answer in time");
    } catch (ExecutionException e) {
      return failed("cannot be asked (" + e.getMessage() + ")");
    } finally {
      exchange.cancel(true);
    }
  }

  private Redeemed read(byte[] body) {
    var token =
        JSON.read(body) instanceof StrictJson.Reading.Read(var json)
            ? json.path("token").asText("")
            : "";
    return TOKEN.matcher(token).matches()
        ? new Redeemed.Token(token)
        : failed("answers what holds no token");
  }

  private Redeemed failed(String why) {
    log.warn("nobody can sign in to the approval page: {} {}", url, why);
    return new Redeemed.Unavailable();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
