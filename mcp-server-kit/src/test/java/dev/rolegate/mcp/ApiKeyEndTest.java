package dev.rolegate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.TestApprovers;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.apikey.ApiKey;
import dev.rolegate.auth.apikey.TestApiKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an API key leaves behind when its entry goes or changes: nothing, on a running server. */
@Timeout(60)
class ApiKeyEndTest {
  private static final String KEY = TestApiKeys.key(1);
  private static final String STAYS = TestApiKeys.key(2);
  private static final String CALL = SampleServer.call("greet", "{'name':'Ada'}");
  private static final String RENAME = SampleServer.call("rename", "{'name':'Eve'}");

  @TempDir Path folder;
  private TestApiKeys file;
  private ApiKey manager;
  private SampleServer server;

  @BeforeEach
  void start() throws IOException {
    file = TestApiKeys.in(folder);
    manager = file.entry(KEY, "goes", "Manager", "sample");
    file.put(manager, file.entry(STAYS, "stays", "Manager", "sample"));
    var policy =
        Files.writeString(
            folder.resolve("asking.yaml"),
            SampleServer.POLICY.replace("confirm: none", "confirm: {other: [Manager]}"));
    server =
        SampleServer.start(
            folder,
            Clock.fixed(TestTokens.NOW, ZoneOffset.UTC),
            Map.of(
                "API_KEYS_FILE", file.path().toString(),
                "POLICY_FILE", policy.toString(),
                // No token-service is there to ask: keys do not need one.
                "REVOCATION_GRACE", "PT5M",
                "FEED_TOKEN", "9fKq2mXw7LzR4tYb8NcJ5sHd3GfPaE6u",
                "REVOCATIONS_URL", "http://127.0.0.1:1/internal/revocations"),
            SampleServer.tools());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aServerGoesOnWithKeysWhileNothingIsKnownOfTokens() {
    assertThat(call(KEY, session(KEY), CALL).body()).contains("Hello Ada");
    assertThat(
            server
                .send(server.message("/mcp", server.token("alice", "Manager"), "{}"))
                .statusCode())
        .as("a token, of which nobody knows whether it was revoked")
        .isEqualTo(503);
  }

  @Test
  void streamsEndWithTheKeyAndOthersStay() throws Exception {
    var session = session(KEY);
    var sse = listen("/sse", KEY, null);
    var get = listen("/mcp", KEY, session);
    var other = listen("/sse", STAYS, null);
    file.revoke("goes");
    // To their ends, which come with the news.
    assertThat(sse.readAllBytes()).isNotEmpty();
    get.readAllBytes();
    assertThat(call(KEY, session, CALL).statusCode()).isEqualTo(401);
    assertThat(server.audit().getLast().get("reason").asText()).isEqualTo("api_key_unknown");
    assertThat(call(STAYS, session(STAYS), CALL).body()).contains("Hello Ada");
    other.close();
  }

  @Test
  void anotherRoleCountsInTheSessionThatThereIs() {
    var session = session(KEY);
    file.put(file.entry(KEY, "goes", "Officer", "sample"));
    await(() -> call(KEY, session, RENAME).body().contains("job_role Officer may not use rename"));
    assertThat(call(KEY, session, CALL).body()).contains("Hello Ada");
    file.put(file.entry(KEY, "goes", "Guest", "sample"));
    await(() -> call(KEY, session, CALL).statusCode() == 403);
    file.put(file.entry(KEY, "goes", "Officer", "hr"));
    await(() ->
        server.audit().getLast().get("reason").asText().equals("role_not_admitted")
            && call(KEY, session, CALL).statusCode() == 403
            && server.audit().getLast().get("reason").asText().equals("key_not_for_server"));
  }

  @Test
  void theAuditTellsWhoCameAndWhoWent() {
    file.put(
        file.entry(KEY, "goes", "Officer", "sample"),
        file.entry(STAYS, "stays", "Manager", "sample"));
    await(() -> server.audit().stream().anyMatch(line -> action(line).equals("api_key/came")));
    var lines =
        server.audit().stream()
            .filter(line -> action(line).startsWith("api_key/"))
            .map(line ->
                action(line) + " " + line.get("client").asText() + " " + line.get("role").asText())
            .toList();
    assertThat(lines).containsExactly("api_key/went goes Manager", "api_key/came goes Officer");
    assertThat(server.audit().toString()).doesNotContain("rgk_");
  }

  private static String action(JsonNode line) {
    return line.get("action").asText();
  }

  @Test
  void streamsEndWithTheRoleTheyWereOpenedBy() throws Exception {
    var stream = listen("/sse", KEY, null);
    file.put(file.entry(KEY, "goes", "Officer", "sample"));
    assertThat(stream.readAllBytes()).isNotEmpty();
  }

  @Test
  void whatWasAskedForWithItIsNotDoneAnyMore() {
    var answer = call(KEY, session(KEY), RENAME).body();
    var erin = TestApprovers.ERIN;
    assertThat(server.approvals().pending(erin)).as(answer).hasSize(1);
    file.revoke("goes");
    await(() -> server.approvals().pending(erin).isEmpty());
    assertThat(server.approvals().ended(erin, 10))
        .singleElement()
        .satisfies(change ->
            assertThat(change.toString())
                .contains("The access of who asked for it was taken back."));
  }

  @Test
  void aBadFileEndsNothingAndHealthSaysSo() throws IOException {
    var session = session(KEY);
    Files.writeString(file.path(), "{}");
    await(() -> health().contains("The file of the API keys is refused"));
    assertThat(call(KEY, session, CALL).body()).contains("Hello Ada");
    Files.delete(file.path());
    file.put(file.entry(STAYS, "stays", "Manager", "sample"));
    await(() -> call(KEY, session, CALL).statusCode() == 401);
    assertThat(health()).doesNotContain("API keys");
  }

  private String health() {
    return server.send(HttpRequest.newBuilder(server.uri("/health/ready")).GET()).body();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private String session(String key) {
    return server
        .send(
            request("/mcp", key)
                .POST(BodyPublishers.ofString(SampleServer.quoted(SampleServer.initialize()))))
        .headers()
        .firstValue("Mcp-Session-Id")
        .orElseThrow();
  }

  private HttpResponse<String> call(String key, String session, String body) {
    return server.send(
        request("/mcp", key)
            .header("Mcp-Session-Id", session)
            .POST(BodyPublishers.ofString(SampleServer.quoted(body))));
  }

  private InputStream listen(String target, String key, @Nullable String session) throws Exception {
    var request = request(target, key).setHeader("Accept", "text/event-stream").GET();
    if (session != null) {
      request.header("Mcp-Session-Id", session);
    }
    var answer = server.http().send(request.build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private HttpRequest.Builder request(String target, String key) {
    return HttpRequest.newBuilder(server.uri(target))
        .header("X-API-Key", key)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream");
  }
}
