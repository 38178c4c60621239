package dev.rolegate.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.StrictJson.Reading;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.text.OneLine;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP for the MCP SDK, so that a token is put in, renewed and never seen by it, and so that
 * a refusal arrives with the server's own sentence. A request that meets 401 is sent once more with
 * another token. Thread-safe.
 */
final class GuardedHttp extends HttpClientAround {
  private static final int LONGEST = 64 * 1024;
  private static final int LONGEST_SENTENCE = 1000;
  private static final StrictJson READER = new StrictJson(LONGEST, 16 * 1024, 256);

  private final @Nullable Tokens tokens;

  /**
   * Makes one.
   *
   * @param tokens null: for a server that asks nobody who they are
   */
  GuardedHttp(HttpClient around, @Nullable Tokens tokens) {
    super(around);
    this.tokens = tokens;
  }

  /** An answer that is a refusal. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refused(int status, String sentence) {
      super(sentence);
      this.status = status;
    }

    int status() {
      return status;
    }

    /** The server's own words in one line, or nothing. */
    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    if (tokens == null) {
      return exchange(request, handler);
    }
    return tokens
        .current()
        .thenCompose(token ->
            exchange(with(token, request), handler)
                .exceptionallyCompose(thrown ->
                    isUnauthorized(thrown)
                        ? tokens
                            .instead(token)
                            .thenCompose(other -> exchange(with(other, request), handler))
                        : CompletableFuture.failedFuture(thrown)));
  }

  private static boolean isUnauthorized(Throwable thrown) {
    var refused = Failure.in(thrown, Refused.class);
    return refused != null && refused.status() == 401;
  }

  private <T> CompletableFuture<HttpResponse<T>> exchange(
      HttpRequest request, BodyHandler<T> handler) {
    var refusal = new AtomicReference<@Nullable Refused>();
    BodyHandler<T> watching =
        info ->
            isRefusal(request, info.statusCode())
                ? refusal(info.statusCode(), refusal)
                : isStream(request, info)
                    ? new ResumedBody<>(handler.apply(info), around(), request)
                    : handler.apply(info);
    return around()
        .sendAsync(request, watching)
        .thenCompose(response -> {
          var refused = refusal.get();
          return refused == null
              ? CompletableFuture.completedFuture(response)
              : CompletableFuture.failedFuture(refused);
        });
  }

  /**
   * A server without a stream of its own answers 405, which the SDK understands. Whether a session
   * that is left was still there is nobody's concern.
   */
  private static boolean isRefusal(HttpRequest request, int status) {
    return switch (request.method()) {
      case "DELETE" -> false;
      case "GET" -> status >= 300 && status != 405;
      default -> status >= 300;
    };
  }

  private static boolean isStream(HttpRequest request, ResponseInfo info) {
    return request.method().equals("POST")
        && info.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
  }

  // Nobody gets the body that is not there: the exchange fails.
  @SuppressWarnings("NullAway")
  private static <T> BodySubscriber<T> refusal(
      int status, AtomicReference<@Nullable Refused> refusal) {
    return BodySubscribers.mapping(
        BodySubscribers.limiting(BodySubscribers.ofByteArray(), LONGEST),
        bytes -> {
          refusal.set(new Refused(status, sentence(bytes)));
          return null;
        });
  }

  /** As our services say it, in OAuth's form or JSON-RPC's. */
  private static String sentence(byte[] body) {
    if (!(READER.read(body) instanceof Reading.Read(var json))) {
      return "";
    }
    var said =
        json.path("error").isObject() ? json.at("/error/message") : json.path("error_description");
    var id = id(json);
    return OneLine.of(said.asText(""), LONGEST_SENTENCE)
        + (id.isEmpty() ? "" : " (request " + OneLine.of(id, 64) + ")");
  }

  private static String id(JsonNode json) {
    var id = json.path("request_id").asText("");
    return id.isEmpty() ? json.at("/error/data/request_id").asText("") : id;
  }

  private static HttpRequest with(Secret token, HttpRequest request) {
    return HttpRequest.newBuilder(request, (_, _) -> true)
        .setHeader("Authorization", "Bearer " + token.text())
        .build();
  }
}
