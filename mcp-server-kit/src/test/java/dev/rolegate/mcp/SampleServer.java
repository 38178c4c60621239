package dev.rolegate.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Approvals;
import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.transport.StreamableHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small server on a free port with three tools, and a client that can say anything to it. */
public final class SampleServer implements AutoCloseable {
  /** Stands in the message of every exception that a tool of it throws. */
  public static final String CANARY = "canary-of-an-exception";

  static final String POLICY =
      """
      version: 1
      roles: [Manager, Officer, Guest]
      servers:
        sample:
          admit: [Manager, Officer]
          tools:
            greet: {allow: [Manager, Officer]}
            rename: {allow: [Manager], confirm: none}
            fail: {allow: [Manager, Officer]}
            get_change: {allow: [Manager]}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final McpService service;
  private final Database database;
  private final TestTokens tokens;
  private final Path data;
  private final HttpClient http = HttpClient.newHttpClient();

  private SampleServer(McpService service, Database database, TestTokens tokens, Path data) {
    this.service = service;
    this.database = database;
    this.tokens = tokens;
    this.data = data;
  }

  record Greet(@Describe("Whom") @Length(max = 40) String name) {}

  record Greeting(@Describe("The words") String text) {}

  record Fail(@Describe("true: an error instead of an exception") @Nullable Boolean deeply) {}

  public static SampleServer start(Path folder) {
    return start(folder, Clock.fixed(TestTokens.NOW, ZoneOffset.UTC), Map.of(), tools());
  }

  public static SampleServer start(
      Path folder, Clock clock, Map<String, String> changes, List<Tool<?, ?>> tools) {
    return start(folder, clock, changes, tools, StreamableHttp.PATIENCE);
  }

  /** One by another policy, whose clients answer in time or not. */
  public static SampleServer start(
      Path folder, Clock clock, String policy, List<Tool<?, ?>> tools, Duration patience) {
    try {
      var file = Files.writeString(folder.resolve("another-policy.yaml"), policy);
      return start(folder, clock, Map.of("POLICY_FILE", file.toString()), tools, patience);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SampleServer start(
      Path folder,
      Clock clock,
      Map<String, String> changes,
      List<Tool<?, ?>> tools,
      Duration patience) {
    var tokens = TestTokens.hs256(clock);
    var config =
        McpServiceConfig.from(Env.of(environment(folder, tokens, changes)), "sample", 8001);
    var database = Database.open(config.database());
    return new SampleServer(
        McpService.start(config, database, clock, tools, patience),
        database,
        tokens,
        config.http().dataDir());
  }

  static Map<String, String> environment(
      Path folder, TestTokens tokens, Map<String, String> changes) {
    try {
      var policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
      var key = folder.resolve("hs256.key");
      Files.write(key, tokens.secret().bytes());
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      var environment =
          new HashMap<>(
              Map.of(
                  "PORT",
                  "0",
                  "DATA_DIR",
                  folder.toString(),
                  "POLICY_FILE",
                  policy.toString(),
                  "TOKEN_ALGORITHM",
                  "HS256",
                  "REVOCATION_GRACE",
                  "off",
                  "TOKEN_KEY_FILE",
                  key.toString(),
                  "RATE_LIMIT_TOOL_CALLS",
                  "1000000/PT1S"));
      environment.putAll(changes);
      return environment;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Tool<?, ?>> tools() {
    return List.of(
        Tool.reading(
            "greet",
            "Greet",
            "Greets somebody.",
            Greet.class,
            Greeting.class,
            (asked, call) ->
                asked.name().equals("nobody")
                    ? Outcome.refused("name nobody cannot be greeted; give another.")
                    : Outcome.done(
                        new Greeting(
                            "Hello " + asked.name() + " from " + call.caller().subject()))),
        Tool.changing(
            "rename",
            "Rename",
            "Renames somebody.",
            Greet.class,
            Greeting.class,
            (_, _) -> null,
            (asked, _, _) -> Outcome.done(new Greeting(asked.name()))),
        Tool.reading(
            "fail",
            "Fail",
            "Has a bug.",
            Fail.class,
            Greeting.class,
            (asked, _) -> {
              if (Boolean.TRUE.equals(asked.deeply())) {
                throw new StackOverflowError(CANARY);
              }
              throw new IllegalStateException(CANARY);
            }));
  }

  public TestTokens tokens() {
    return tokens;
  }

  public String token(String subject, @Nullable String role) {
    return tokens.of(subject, role, TestTokens.AUDIENCE).mint();
  }

  /** Of an agent that acts for somebody. */
  public String token(String subject, String role, @Nullable String actorRole) {
    var act = new HashMap<>(Map.of("sub", "agent", "client_id", "agent"));
    if (actorRole != null) {
      act.put("job_role", actorRole);
    }
    return tokens
        .of(subject, role, TestTokens.AUDIENCE)
        .claim("act", act)
        .claim("parent_jti", "parent-1")
        .claim("parent_iat", tokens.now())
        .claim("parent_kid", "parent-key")
        .mint();
  }

  public URI uri(String target) {
    return URI.create("http://localhost:" + service.port() + target);
  }

  public Approvals approvals() {
    return service.approvals();
  }

  public Database database() {
    return database;
  }

  public HttpClient http() {
    return http;
  }

  /** Each line of the audit so far. */
  public List<JsonNode> audit() {
    try {
      return Files.readAllLines(data.resolve("audit.jsonl")).stream()
          .map(SampleServer::json)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A POST with a message as a client sends it, to be changed before it is sent. */
  public HttpRequest.Builder message(String target, String token, String body) {
    return HttpRequest.newBuilder(uri(target))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(BodyPublishers.ofString(quoted(body)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a session on /mcp and returns its id. */
  public String session(String token) {
    return send(message("/mcp", token, initialize()))
        .headers()
        .firstValue("Mcp-Session-Id")
        .orElseThrow();
  }

  public HttpResponse<String> inSession(String session, String token, String body) {
    return send(message("/mcp", token, body).header("Mcp-Session-Id", session));
  }

  public static String initialize() {
    return "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
        + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}";
  }

  public static String call(String tool, String arguments) {
    return "{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'%s','arguments':%s}}"
        .formatted(tool, arguments);
  }

  /** JSON with ' for the quotation mark. */
  public static String quoted(String body) {
    return body.replace('\'', '"');
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    service.close();
    http.shutdownNow();
  }
}
