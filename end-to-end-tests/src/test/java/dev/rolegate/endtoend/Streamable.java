package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code /mcp}, spoken by hand: every header and body can be sent as a test wants it. Thread-safe
 * once initialized.
 */
public final class Streamable implements McpSession {
  private static final String ACCEPT = "Accept: application/json, text/event-stream";
  private static final String JSON = "Content-Type: application/json";

  private final URI endpoint;
  private final String token;
  private final AtomicInteger ids = new AtomicInteger();
  private String sessionId = "";

  private Streamable(URI base, String token) {
    this.endpoint = base.resolve("/mcp");
    this.token = token;
  }

  /** Nothing is sent yet. */
  public static Streamable at(URI base, String token) {
    return new Streamable(base, token);
  }

  /** An initialized session; fails the test when it is refused. */
  public static Streamable open(URI base, String token) {
    var session = at(base, token);
    var answer = session.initialize();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return session;
  }

  /**
   * Sends {@code initialize}, and when that was answered also {@code notifications/initialized}.
   */
  public Answer initialize() {
    var answer = post(Json.text(Rpc.request(ids.incrementAndGet(), "initialize", Rpc.hello())));
    if (answer.status() == 200) {
      sessionId = answer.header("Mcp-Session-Id");
      assertThat(sessionId).as("Mcp-Session-Id in " + answer).isNotEmpty();
      var ready = post(Json.text(Rpc.notification("notifications/initialized")));
      assertThat(ready.status()).as(ready.toString()).isEqualTo(202);
    }
    return answer;
  }

  /** One request, outside of any session: 400 to whoever is let in, else the gate's refusal. */
  public static Answer knock(URI base, String token) {
    return at(base, token).post(Json.text(Rpc.request(1, "tools/list", Json.object())));
  }

  public String sessionId() {
    return sessionId;
  }

  /** The headers of a well-formed POST; with a session also those that name it. */
  public List<String> headers() {
    var headers = new ArrayList<>(List.of(JSON, ACCEPT, "Authorization: Bearer " + token));
    headers.addAll(sessionHeaders());
    return headers;
  }

  /** {@code Mcp-Session-Id} and the protocol version, or nothing before the session. */
  public List<String> sessionHeaders() {
    return sessionId.isEmpty()
        ? List.of()
        : List.of("Mcp-Session-Id: " + sessionId, "MCP-Protocol-Version: " + Rpc.VERSION);
  }

  /** Posts a body as it stands. */
  public Answer post(String body) {
    return Http.post(endpoint, body, headers().toArray(String[]::new));
  }

  /** Posts a {@code tools/call}. */
  public Answer post(String tool, JsonNode arguments) {
    return post(
        Json.text(Rpc.request(ids.incrementAndGet(), "tools/call", Rpc.call(tool, arguments))));
  }

  @Override
  public JsonNode request(String method, JsonNode params) {
    var id = ids.incrementAndGet();
    var answer = post(Json.text(Rpc.request(id, method, params)));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    var response = answer.json();
    assertThat(response.path("id").asInt()).as(response.toString()).isEqualTo(id);
    return response;
  }

  /** Ends the session (MCP transports, "Session Management"). */
  @Override
  public void close() {
    if (!sessionId.isEmpty()) {
      Http.delete(endpoint, headers().toArray(String[]::new));
    }
  }
}
