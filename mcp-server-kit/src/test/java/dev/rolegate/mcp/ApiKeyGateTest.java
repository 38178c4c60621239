package dev.rolegate.mcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.apikey.TestApiKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the gate makes of API keys, over HTTP: one credential, in one place, or none. */
class ApiKeyGateTest {
  private static final String KEY = TestApiKeys.key(1);
  private static final String OTHER = TestApiKeys.key(2);
  private static final String GOOD = "X-API-Key: " + KEY;
  private static final String BASIC = "Authorization: Basic " + base64("good:" + KEY);

  @TempDir Path folder;
  private TestApiKeys file;
  private SampleServer server;
  private String bearer = "";

  @BeforeEach
  void start() {
    file = TestApiKeys.in(folder);
    file.put(
        file.entry(KEY, "good", "Officer", "sample"),
        file.entry(OTHER, "other", "Manager", "sample"),
        file.entry(TestApiKeys.key(3), "elsewhere", "Officer", "hr"),
        file.entry(TestApiKeys.key(4), "nowhere", "Officer"),
        file.entry(TestApiKeys.key(5), "guest", "Guest", "sample"),
        file.entry(TestApiKeys.key(6), "roleless", null, "sample"),
        file.entry(TestApiKeys.key(7), "ended", "Officer", "sample").endingBy(TestTokens.NOW));
    server = start(Map.of("API_KEYS_FILE", file.path().toString()));
    bearer = "Authorization: Bearer " + server.token("alice", "Officer");
  }

  private SampleServer start(Map<String, String> settings) {
    return SampleServer.start(
        folder, Clock.fixed(TestTokens.NOW, ZoneOffset.UTC), settings, SampleServer.tools());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** What is sent, what is answered and what the audit says. */
  private record Sent(String name, String query, int status, String reason, List<String> headers) {}

  private static Sent sent(String name, int status, String reason, String... headers) {
    return new Sent(name, "", status, reason, List.of(headers));
  }

  private List<Sent> refused() {
    var two = "two_credentials";
    var unknown = "api_key_unknown";
    var malformed = "authorization_malformed";
    return List.of(
        sent("nothing", 401, "no_credential"),
        sent("an empty key", 401, unknown, "X-API-Key: "),
        sent("an unknown key", 401, unknown, "X-API-Key: " + TestApiKeys.key(9)),
        sent("the key with spaces in it", 401, unknown, "X-API-Key: " + KEY + " " + KEY),
        sent("two keys in one header", 401, unknown, "X-API-Key: " + KEY + ", " + OTHER),
        sent("the scheme in the header", 401, unknown, "X-API-Key: Bearer " + KEY),
        sent("id and key in the header", 401, unknown, "X-API-Key: good:" + KEY),
        sent("an ended key", 401, "api_key_ended", "X-API-Key: " + TestApiKeys.key(7)),
        sent("the key under its name", 401, "no_credential", "Api-Key: " + KEY),
        sent("the key in a cookie", 401, "no_credential", "Cookie: X-API-Key=" + KEY),
        sent("the scheme ApiKey", 401, "other_scheme", "Authorization: ApiKey " + KEY),
        sent("the bare key", 401, "other_scheme", "Authorization: " + KEY),
        sent("the key as token", 401, "token_malformed", "Authorization: Bearer " + KEY),
        sent("Basic and nothing", 400, malformed, "Authorization: Basic"),
        sent("Basic that is no Base64", 400, malformed, "Authorization: Basic good:" + KEY),
        sent("Basic without colon", 400, malformed, basic("good")),
        sent("Basic without padding", 400, malformed, BASIC.replaceAll("=+$", "")),
        sent("Basic padded twice", 400, malformed, BASIC + "=="),
        sent("Basic with loose bits", 400, malformed, "Authorization: Basic Oh=="),
        sent("Basic in the URL's alphabet", 400, malformed, "Authorization: Basic _z_-"),
        sent("Basic with two words", 400, malformed, BASIC + " x"),
        sent("a very long Basic", 400, malformed, basic("good:" + "a".repeat(2000))),
        sent("Basic of another id", 401, "api_key_of_another_id", basic("other:" + KEY)),
        sent("Basic without id", 401, "api_key_of_another_id", basic(":" + KEY)),
        sent("Basic without key", 401, unknown, basic("good:")),
        sent("Basic with a colon more", 401, unknown, basic("good::" + KEY)),
        sent("Basic with a colon behind", 401, unknown, basic("good:" + KEY + ":")),
        sent("Basic the other way round", 401, unknown, basic(KEY + ":good")),
        sent("Basic with a NUL", 401, unknown, basic("good:" + KEY + "\0")),
        sent("Basic with bytes beyond ASCII", 401, unknown, basic("good:\u00ff\u00fe")),
        sent("key and token", 400, two, GOOD, bearer),
        sent("a bad key and a token", 400, two, "X-API-Key: x", bearer),
        sent("a key and a bad token", 400, two, GOOD, "Authorization: Bearer x"),
        sent("an empty key and a token", 400, two, "X-API-Key: ", bearer),
        sent("both forms of one key", 400, two, GOOD, BASIC),
        sent("both forms of two keys", 400, two, "X-API-Key: " + OTHER, BASIC),
        sent("a key beside another scheme", 400, two, GOOD, "Authorization: Digest x"),
        sent("the key twice", 400, two, GOOD, GOOD),
        sent("two keys", 400, two, GOOD, "X-API-Key: " + OTHER),
        sent("Basic twice", 400, two, BASIC, BASIC),
        sent("Basic and token", 400, two, BASIC, bearer),
        new Sent("in the query", "?api_key=" + KEY, 401, "key_in_query", List.of()),
        new Sent("in the query as a header", "?X-API-Key=" + KEY, 401, "key_in_query", List.of()),
        new Sent("in the query as token", "?access_token=" + KEY, 401, "token_in_query", List.of()),
        new Sent("in the query, disguised", "?%61pikey=" + KEY, 401, "key_in_query", List.of()),
        new Sent("in query and header", "?key=" + KEY, 400, two, List.of(GOOD)),
        new Sent("in query and by Basic", "?a=b&apikey=x", 400, two, List.of(BASIC)),
        new Sent("in the query beside a token", "?api_key=x", 400, two, List.of(bearer)),
        new Sent("a key and a token in the query", "?access_token=x", 400, two, List.of(GOOD)),
        sent(
            "a key of another server",
            403,
            "key_not_for_server",
            "X-API-Key: " + TestApiKeys.key(3)),
        sent("a key of no server", 403, "key_not_for_server", "X-API-Key: " + TestApiKeys.key(4)),
        sent("a role not admitted", 403, "role_not_admitted", "X-API-Key: " + TestApiKeys.key(5)),
        sent("no role", 403, "no_job_role", "X-API-Key: " + TestApiKeys.key(6)));
  }

  @TestFactory
  List<DynamicTest> isRefused() {
    return refused().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> {
                  for (var path : List.of("/mcp", "/messages")) {
                    var answer = server.send(request(path + one.query(), one.headers()));
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(one.status());
                    assertThat(answer.headers().allValues("WWW-Authenticate"))
                        .singleElement()
                        .asString()
                        .startsWith("Bearer ")
                        .doesNotContain("Basic realm");
                    assertThat(answer.body()).doesNotContain(KEY, OTHER);
                    assertThat(server.audit().getLast().get("reason").asText())
                        .isEqualTo(one.reason());
                  }
                }))
        .toList();
  }

  @Test
  void allThatIsNotAcceptedIsAnsweredAlike() {
    var answers =
        refused().stream()
            .filter(one -> one.reason().startsWith("api_key_"))
            // Without a body, whose arrival shows in an answer.
            .map(one -> faceOf(server.send(request("/sse", one.headers()).GET())))
            .distinct()
            .toList();
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst()).contains("it is unknown, has ended, or belongs to another id");
  }

  /** Everything of an answer but the id of its request and the time. */
  private static String faceOf(HttpResponse<String> answer) {
    var headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(List.of("date", "x-request-id"));
    return answer.statusCode()
        + " "
        + headers
        + answer.body().replaceAll("\"request_id\":\"[^\"]+\"", "");
  }

  @Test
  void theRefusedIsToldWhereTheKeyIsGood() {
    var answer = server.send(request("/mcp", List.of("X-API-Key: " + TestApiKeys.key(3))));
    assertThat(answer.body()).contains("This API key is not for sample; it is for: hr.");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"rolegate\"");
    var line = server.audit().getLast();
    assertThat(line.get("subject").asText()).isEqualTo("elsewhere-subject");
    assertThat(line.get("client").asText()).isEqualTo("elsewhere");
  }

  @Test
  void theAuditNamesAKeyThatHasEndedAndNoOther() {
    server.send(request("/mcp", List.of("X-API-Key: " + TestApiKeys.key(7))));
    assertThat(server.audit().getLast().get("client").asText()).isEqualTo("ended");
    server.send(request("/mcp", List.of(basic("admin:" + TestApiKeys.key(9)))));
    assertThat(server.audit().getLast().get("client").isNull()).isTrue();
  }

  @TestFactory
  List<DynamicTest> isAccepted() {
    return List.of(
            GOOD, GOOD.toLowerCase(java.util.Locale.ROOT), BASIC, BASIC.replace("Basic", "bASIC"))
        .stream()
        .map(header ->
            DynamicTest.dynamicTest(
                header.substring(0, header.indexOf(' ') + 6),
                () -> {
                  var session =
                      server
                          .send(request("/mcp", List.of(header)))
                          .headers()
                          .firstValue("Mcp-Session-Id")
                          .orElseThrow();
                  var call = SampleServer.call("greet", "{'name':'Ada'}");
                  var answer =
                      server.send(
                          request("/mcp", call, List.of(header, "Mcp-Session-Id: " + session)));
                  assertThat(answer.body()).contains("Hello Ada from good-subject");
                  var line = server.audit().getLast();
                  assertThat(line.get("subject").asText()).isEqualTo("good-subject");
                  assertThat(line.get("client").asText()).isEqualTo("good");
                  assertThat(line.get("role").asText()).isEqualTo("Officer");
                  assertThat(line.get("outcome").asText()).isEqualTo("allowed");
                }))
        .toList();
  }

  @Test
  void mayDoWhatItsRoleMayAndNoMore() {
    var session = session(GOOD);
    var list =
        server.send(
            request(
                "/mcp", "{'jsonrpc':'2.0','id':1,'method':'tools/list'}", List.of(GOOD, session)));
    assertThat(list.body()).contains("greet").doesNotContain("rename");
    var rename =
        server.send(
            request("/mcp", SampleServer.call("rename", "{'name':'Eve'}"), List.of(GOOD, session)));
    assertThat(rename.body()).contains("\"isError\":true", "job_role Officer may not use rename");
  }

  @Test
  void aSessionIsItsOwners() {
    var session = session(GOOD);
    var call = SampleServer.call("greet", "{'name':'Ada'}");
    for (var header : List.of("X-API-Key: " + OTHER, bearer)) {
      assertThat(server.send(request("/mcp", call, List.of(header, session))).statusCode())
          .as("another's session")
          .isEqualTo(404);
    }
    assertThat(server.send(request("/mcp", call, List.of(BASIC, session))).statusCode())
        .as("the other form of the same key")
        .isEqualTo(200);
  }

  @Test
  void withoutAFileAllIsAsItWas() {
    server.close();
    server = start(Map.of());
    for (var one :
        List.of(
            sent("a key", 401, "no_credential", GOOD),
            sent("Basic", 401, "other_scheme", BASIC),
            sent("Basic and nothing", 401, "other_scheme", "Authorization: Basic"),
            sent("key and Basic", 401, "other_scheme", GOOD, BASIC),
            sent("key and token", 400, "two_credentials", GOOD, bearer),
            new Sent("in the query", "?api_key=x", 401, "no_credential", List.of()))) {
      var answer = server.send(request("/mcp" + one.query(), one.headers()));
      assertThat(answer.statusCode()).as(one.name()).isEqualTo(one.status());
      assertThat(server.audit().getLast().get("reason").asText()).isEqualTo(one.reason());
      assertThat(answer.body()).doesNotContain("X-API-Key: KEY");
    }
    assertThat(server.send(request("/mcp?api_key=x", List.of(bearer))).statusCode()).isEqualTo(200);
  }

  private String session(String header) {
    return "Mcp-Session-Id: "
        + server
            .send(request("/mcp", List.of(header)))
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
  }

  private HttpRequest.Builder request(String target, List<String> headers) {
    return request(target, SampleServer.initialize(), headers);
  }

  private HttpRequest.Builder request(String target, String body, List<String> headers) {
    var request =
        HttpRequest.newBuilder(server.uri(target))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(SampleServer.quoted(body)));
    for (var header : headers) {
      var colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    return request;
  }

  private static String basic(String pair) {
    return "Authorization: Basic " + base64(pair);
  }

  private static String base64(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(ISO_8859_1));
  }
}
