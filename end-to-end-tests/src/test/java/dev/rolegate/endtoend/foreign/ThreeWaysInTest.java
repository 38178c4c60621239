package dev.rolegate.endtoend.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.apikey.TestApiKeys;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.example.ExampleServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The unmodified SSE client of the MCP Java SDK, which only brings a header, at {@code /sse} of
 * each server: an API key, the same as Basic, and a bearer token.
 */
class ThreeWaysInTest {
  private static final String KEY = TestApiKeys.key(1);
  private static final String UNKNOWN = TestApiKeys.key(2);

  @TempDir static Path folder;
  private static ExampleServer house;

  /** What a client is told to send. */
  record Way(String title, String header, String value) {
    @Override
    public String toString() {
      return title;
    }
  }

  /** Where, with which tool that needs no argument. */
  record Door(String server, URI url, String tool) {
    @Override
    public String toString() {
      return server;
    }
  }

  record Cell(Door door, Way way) {
    @Override
    public String toString() {
      return way + " at " + door;
    }
  }

  @BeforeAll
  static void start() {
    var file =
        new TestApiKeys(
            folder.resolve("api-keys.json"), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    file.put(file.entry(KEY, "reports", "Manager", "hr", "project", "crm", "weather-time"));
    house =
        ExampleServer.start(
            SigningAlgorithm.RS256, Map.of("API_KEYS_FILE", file.path().toString()));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  static Stream<Cell> refused() {
    return cells(
        new Way("no credential", "X-Nothing", "none"),
        new Way("an unknown key", "X-API-Key", UNKNOWN),
        new Way("the key under another id", "Authorization", basic("alice", KEY)),
        new Way("a key as a bearer token", "Authorization", "Bearer " + KEY));
  }

  /** Asked without the client, which does not tell why it is not let in, and waits. */
  @ParameterizedTest
  @MethodSource
  void refused(Cell cell) {
    var answer =
        Http.get(
            cell.door().url().resolve("/sse"),
            "Accept: text/event-stream",
            cell.way().header() + ": " + cell.way().value());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.everything()).doesNotContain(KEY, UNKNOWN);
  }

  static Stream<Cell> admitted() {
    return cells(
        new Way("X-API-Key", "X-API-Key", KEY),
        new Way("x-api-key", "x-api-key", KEY),
        new Way("Basic", "Authorization", basic("reports", KEY)),
        new Way(
            "a bearer token",
            "Authorization",
            "Bearer " + house.deployment().token(DemoClient.ALICE)));
  }

  @ParameterizedTest
  @MethodSource
  void admitted(Cell cell) {
    try (var client = client(cell)) {
      client.initialize();
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains(cell.door().tool());
      var result =
          client.callTool(
              McpSchema.CallToolRequest.builder(cell.door().tool()).arguments(Map.of()).build());
      assertThat(result.isError()).isNotEqualTo(true);
      assertThat(result.content()).isNotEmpty();
    }
  }

  private static Stream<Cell> cells(Way... ways) {
    return doors().stream().flatMap(door -> Arrays.stream(ways).map(way -> new Cell(door, way)));
  }

  private static List<Door> doors() {
    var deployment = house.deployment();
    return Stream.concat(
            Arrays.stream(Server.values())
                .map(server ->
                    new Door(server.toString(), deployment.url(server), server.readTool())),
            Stream.of(new Door("weather-time", house.url(), "TimeTool")))
        .toList();
  }

  /** The transport is as deprecated as the pair that it speaks. */
  @SuppressWarnings("deprecation")
  private static McpSyncClient client(Cell cell) {
    var way = cell.way();
    return McpClient.sync(
            HttpClientSseClientTransport.builder(cell.door().url().toString())
                .sseEndpoint("/sse")
                .addHttpRequestCustomizer(
                    (request, _, _, _, _) -> request.header(way.header(), way.value()))
                .build())
        .build();
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.US_ASCII));
  }
}
