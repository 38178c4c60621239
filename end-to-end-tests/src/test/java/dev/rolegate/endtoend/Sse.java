package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The deprecated pair {@code /sse} and {@code /messages}, spoken by hand. Thread-safe. */
public final class Sse implements McpSession {
  private static final long PATIENCE_SECONDS = 30;

  private final InputStream stream;
  private final String token;
  private final AtomicInteger ids = new AtomicInteger();
  private final CompletableFuture<URI> messages = new CompletableFuture<>();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  private Sse(URI base, String token, InputStream stream) {
    this.stream = stream;
    this.token = token;
    Thread.startVirtualThread(() -> read(base));
  }

  /** Asks for the stream; what comes back may be a refusal. */
  public static HttpResponse<InputStream> ask(URI base, String token) {
    return Http.open(
        base.resolve("/sse"), "Accept: text/event-stream", "Authorization: Bearer " + token);
  }

  /** An initialized session; fails the test when it is refused. */
  public static Sse open(URI base, String token) {
    var response = ask(base, token);
    assertThat(response.statusCode()).isEqualTo(200);
    var session = new Sse(base, token, response.body());
    assertThat(session.request("initialize", Rpc.hello()).has("result")).isTrue();
    assertThat(session.post(Rpc.notification("notifications/initialized"), token).status())
        .isBetween(200, 202);
    return session;
  }

  /** Where this session's messages are to be posted, as the server said. */
  public URI messages() {
    return await(messages);
  }

  /** Posts a message with any token. */
  public Answer post(JsonNode message, String token) {
    return Http.post(
        messages(),
        Json.text(message),
        "Content-Type: application/json",
        "Authorization: Bearer " + token);
  }

  @Override
  public JsonNode request(String method, JsonNode params) {
    var id = ids.incrementAndGet();
    var response = new CompletableFuture<JsonNode>();
    waiting.put(id, response);
    var answer = post(Rpc.request(id, method, params), token);
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
    return await(response);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(URI base) {
    var events = new Events.Reader();
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var event = events.take(line);
        if (event != null) {
          take(base, event);
        }
      }
      end(new IOException("the server ended the stream"));
    } catch (IOException e) {
      end(e);
    }
  }

  private void take(URI base, Events.Event event) {
    if (event.type().equals("endpoint")) {
      // Relative, or canonical: in tests the real port is another one.
      var endpoint = URI.create(event.data());
      messages.complete(base.resolve(endpoint.getRawPath() + "?" + endpoint.getRawQuery()));
      return;
    }
    var message = Json.parse(event.data());
    var response = waiting.remove(message.path("id").asInt(-1));
    if (response != null) {
      response.complete(message);
    }
  }

  private void end(IOException why) {
    messages.completeExceptionally(why);
    waiting.values().forEach(response -> response.completeExceptionally(why));
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("nothing came on the stream", e);
    }
  }
}
