package dev.rolegate.mcp.transport;

import static dev.rolegate.mcp.SampleServer.call;
import static dev.rolegate.mcp.SampleServer.initialize;
import static dev.rolegate.mcp.SampleServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.mcp.SampleServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both transports over real HTTP: what is refused, whose a session is, and what comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransportTest {
  private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}";

  private SampleServer server;
  private String alice;
  private String bob;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = SampleServer.start(folder);
    alice = server.token("alice", "Manager");
    bob = server.token("bob", "Manager");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Turns a valid request of a session into a broken one. */
  interface Change extends BiFunction<HttpRequest.Builder, String, HttpRequest.Builder> {}

  static Stream<Arguments> refused() {
    return Stream.of(
        broken("no session", 400, (request, _) -> request),
        broken("an unknown session", 404, (request, _) -> request.header(ID, "0".repeat(32))),
        broken(
            "two sessions",
            404,
            (request, session) -> request.header(ID, session).header(ID, session)),
        broken(
            "another content type",
            415,
            (request, session) ->
                request.header(ID, session).setHeader("Content-Type", "text/plain")),
        broken(
            "another charset",
            415,
            (request, session) ->
                request
                    .header(ID, session)
                    .setHeader("Content-Type", "application/json; charset=utf-16")),
        broken(
            "only event streams accepted",
            406,
            (request, session) ->
                request.header(ID, session).setHeader("Accept", "text/event-stream")),
        broken(
            "a foreign revision",
            400,
            (request, session) ->
                request.header(ID, session).header("MCP-Protocol-Version", "nonsense")),
        broken(
            "two revisions",
            400,
            (request, session) ->
                request
                    .header(ID, session)
                    .header("MCP-Protocol-Version", "2025-06-18")
                    .header("MCP-Protocol-Version", "2025-11-25")),
        broken(
            "initialize again",
            400,
            (request, session) ->
                request.header(ID, session).POST(BodyPublishers.ofString(quoted(initialize())))),
        broken(
            "more than a mebibyte",
            413,
            (request, session) ->
                request
                    .header(ID, session)
                    .expectContinue(true)
                    .POST(BodyPublishers.ofString(" ".repeat(1024 * 1024 + 1)))),
        broken(
            "a foreign origin",
            403,
            (request, session) ->
                request.header(ID, session).header("Origin", "http://evil.example")),
        broken(
            "PUT",
            405,
            (request, session) ->
                request.header(ID, session).PUT(BodyPublishers.ofString(quoted(PING)))),
        broken(
            "no stream accepted",
            406,
            (request, session) ->
                request.header(ID, session).setHeader("Accept", "application/json").GET()),
        broken("a stream without a session", 400, (request, _) -> request.GET()),
        broken("a goodbye without a session", 400, (request, _) -> request.DELETE()));
  }

  private static final String ID = "Mcp-Session-Id";

  private static Arguments broken(String name, int status, Change change) {
    return Arguments.of(name, status, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refused")
  void refuses(String name, int status, Change change) {
    var session = server.session(alice);
    var answer = server.send(change.apply(server.message("/mcp", alice, PING), session));
    assertThat(answer.statusCode()).as(name).isEqualTo(status);
    assertThat(json(answer.body()).path("error_description").asText()).endsWith(".");
    assertThat(json(answer.body()).path("request_id").asText())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(server.inSession(session, alice, PING).statusCode()).as("afterwards").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "text/html;q=0.9, application/*;q=0.1"})
  void answersWhoeverTakesJson(String accept) {
    var request = server.message("/mcp", alice, initialize()).setHeader("Accept", accept);
    assertThat(server.send(request).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET", "DELETE"})
  void aSessionIsNobodyElses(String method) {
    var session = server.session(alice);
    var request =
        server
            .message("/mcp", bob, PING)
            .header(ID, session)
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString(quoted(PING))
                    : BodyPublishers.noBody());
    assertThat(server.send(request).statusCode()).isEqualTo(404);
    assertThat(server.audit().getLast().path("reason").asText()).isEqualTo("session_of_another");
    assertThat(server.inSession(session, alice, PING).statusCode()).isEqualTo(200);
  }

  @Test
  void everyRequestIsAuthenticatedAgain() {
    var session = server.session(alice);
    var expired =
        server
            .tokens()
            .of("alice", "Manager", TestTokens.AUDIENCE)
            .issuedAt(TestTokens.NOW.minusSeconds(600))
            .expiresAt(TestTokens.NOW.minusSeconds(60))
            .mint();
    for (var token : new String[] {expired, "no.to.ken"}) {
      assertThat(server.inSession(session, token, PING).statusCode()).isEqualTo(401);
    }
    assertThat(server.inSession(session, alice, PING).statusCode()).isEqualTo(200);
  }

  @Test
  void goodbyeEndsASession() {
    var session = server.session(alice);
    var goodbye = server.message("/mcp", alice, "").header(ID, session).DELETE();
    assertThat(server.send(goodbye).statusCode()).isEqualTo(204);
    assertThat(server.inSession(session, alice, PING).statusCode()).isEqualTo(404);
  }

  @Test
  void initializeThatIsRefusedOpensNoSession() {
    var body = "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{}}";
    var answer = server.send(server.message("/mcp", alice, body));
    assertThat(json(answer.body()).at("/error/code").intValue()).isEqualTo(-32602);
    assertThat(answer.headers().firstValue(ID)).isEmpty();
  }

  @Test
  void messagesAreAnsweredOnTheStreamOfTheirSession() throws IOException {
    try (var stream = listen("/sse", alice, null)) {
      var endpoint = stream.event("endpoint");
      assertThat(endpoint).matches("/messages\\?session_id=[0-9a-f]{32}");
      var early = server.send(server.message(endpoint, alice, call("greet", "{'name':'Ada'}")));
      assertThat(early.statusCode()).isEqualTo(202);
      assertThat(json(stream.event("message")).at("/result/structuredContent/text").asText())
          .isEqualTo("Hello Ada from alice");

      assertThat(server.send(server.message(endpoint, bob, PING)).statusCode()).isEqualTo(404);
      assertThat(server.send(server.message(endpoint, "x.y.z", PING)).statusCode()).isEqualTo(401);
      assertThat(server.send(server.message(endpoint, alice, "[]")).statusCode()).isEqualTo(400);
      assertThat(server.send(server.message("/messages", alice, PING)).statusCode()).isEqualTo(400);
      var twice = endpoint + endpoint.replaceFirst(".*\\?", "&");
      assertThat(server.send(server.message(twice, alice, PING)).statusCode()).isEqualTo(400);

      assertThat(server.send(server.message(endpoint, alice, PING)).statusCode()).isEqualTo(202);
      assertThat(json(stream.event("message")).path("id").intValue()).isEqualTo(1);
    }
  }

  @Test
  void aNewStreamOfASessionTakesThePlaceOfTheOld() throws IOException {
    var session = server.session(alice);
    try (var first = listen("/mcp", alice, session);
        var second = listen("/mcp", alice, session)) {
      assertThat(first.rest()).doesNotContain("data:");
      var goodbye = server.message("/mcp", alice, "").header(ID, session).DELETE();
      assertThat(server.send(goodbye).statusCode()).isEqualTo(204);
      assertThat(second.rest()).doesNotContain("data:");
    }
  }

  @Test
  void aStopEndsTheStreamsAtOnce(@TempDir Path folder) throws IOException {
    var stopping = SampleServer.start(folder);
    var token = stopping.token("alice", "Manager");
    try (var stream = listen(stopping, "/sse", token, null)) {
      assertThat(stream.event("endpoint")).startsWith("/messages");
      stopping.close();
      assertThat(stream.rest()).isEmpty();
    }
  }

  @Test
  void theDeprecatedPairCanBeTurnedOff(@TempDir Path folder) {
    var clock = Clock.fixed(TestTokens.NOW, ZoneOffset.UTC);
    try (var modern =
        SampleServer.start(folder, clock, Map.of("SSE_TRANSPORT", "off"), SampleServer.tools())) {
      var token = modern.token("alice", "Manager");
      assertThat(modern.send(modern.message("/sse", token, "").GET()).statusCode()).isEqualTo(404);
      assertThat(modern.send(modern.message("/messages", token, PING)).statusCode()).isEqualTo(404);
      assertThat(modern.session(token)).isNotEmpty();
    }
  }

  private static String quoted(String body) {
    return SampleServer.quoted(body);
  }

  private Listening listen(String target, String token, @Nullable String session)
      throws IOException {
    return listen(server, target, token, session);
  }

  private static Listening listen(
      SampleServer server, String target, String token, @Nullable String session)
      throws IOException {
    var request = server.message(target, token, "").setHeader("Accept", "text/event-stream").GET();
    if (session != null) {
      request.header(ID, session);
    }
    try {
      var answer = server.http().send(request.build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
      return new Listening(
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a client reads from an event stream. */
  private record Listening(BufferedReader lines) implements AutoCloseable {
    String event(String name) throws IOException {
      assertThat(lines.readLine()).isEqualTo("event: " + name);
      var data = lines.readLine();
      assertThat(data).startsWith("data: ");
      assertThat(lines.readLine()).isEmpty();
      return data.substring("data: ".length());
    }

    String rest() {
      return String.join("\n", lines.lines().toList());
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
