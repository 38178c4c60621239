package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong, nothing of the inside leaves: no class name, no stack trace, no text of an
 * exception; but always a sentence of ours and a request id.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FenceTest {
  private TroubledServer server;
  private RawHttp http;
  private Streamable session;
  private Sse sse;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = new TroubledServer(data);
    http = new RawHttp(server.url());
    session = Streamable.open(server.url(), server.token());
    sse = Sse.open(server.url(), server.token());
  }

  @AfterAll
  void stop() {
    sse.close();
    server.close();
  }

  static final List<String> bugs = TroubledServer.BUGS;

  @ParameterizedTest
  @FieldSource("bugs")
  void aBugOfAToolLeadsToItsWholeCauseInTheLogAndNowhereElse(String tool) {
    try (var log = LogCapture.start()) {
      var answer = session.post(tool, Json.object());
      assertIsOurs(answer);
      assertThat(answer.status()).isEqualTo(200);
      assertIsBug(answer.json(), answer.requestId());
      assertCauseIn(log, answer.requestId(), tool);
      assertThat(Oracles.audited(answer, server.audit()).get("tool").asText()).isEqualTo(tool);
    }
    assertStillWorks();
  }

  @ParameterizedTest
  @FieldSource("bugs")
  void aBugOfAToolLeavesNothingOnTheStreamEither(String tool) {
    try (var log = LogCapture.start()) {
      var response = sse.call(tool, Json.object());
      var requestId = response.at("/error/data/request_id").asText();
      assertIsBug(response, requestId);
      assertThat(response.toString()).doesNotContain(TroubledServer.CANARY, "Exception", ".java");
      assertCauseIn(log, requestId, tool);
    }
    assertStillWorks();
  }

  @ParameterizedTest
  @MethodSource("dev.rolegate.endtoend.Wrong#atStreamable")
  void whatIsWrongIsSaidInOurWordsAtStreamableHttp(Wrong wrong) {
    var request = McpRequest.post("/mcp", message(), server.token()).in(session);
    assertRefused(wrong, request);
  }

  @ParameterizedTest
  @MethodSource("dev.rolegate.endtoend.Wrong#atMessages")
  void whatIsWrongIsSaidInOurWordsAtMessages(Wrong wrong) {
    var target = sse.messages();
    var request =
        McpRequest.post(
            target.getRawPath() + "?" + target.getRawQuery(), message(), server.token());
    assertRefused(wrong, request);
  }

  @Test
  void aRoleThatIsNotAdmittedIsToldSoInOurWords() {
    for (var target : new String[] {"/mcp", "/messages"}) {
      var answer = McpRequest.post(target, message(), server.officersToken()).send(http);
      assertIsOurs(answer);
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @Test
  void aHostThatIsNotServedIsToldSoInOurWords() {
    var answer = http.exchange(RawHttp.utf8("GET /mcp HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
    assertIsOurs(answer);
    assertThat(answer.status()).isEqualTo(421);
  }

  /** Errors that are answers of JSON-RPC, with 200. */
  @ParameterizedTest
  @MethodSource("dev.rolegate.endtoend.Wrong#inTheMessage")
  void whatCannotBeDoneIsSaidInOurWords(Wrong wrong) {
    var request = McpRequest.post("/mcp", message(), server.token()).in(session);
    var answer = wrong.mistake().apply(request).send(http);
    assertIsOurs(answer);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().at("/error/code").asInt()).isEqualTo(wrong.code());
    assertThat(answer.json().at("/error/message").asText()).matches("[A-Za-z].+");
    assertThat(answer.json().at("/error/data/request_id").asText()).isEqualTo(answer.requestId());
  }

  /** Arguments that do not fit: 200, a result that names the problems, and the request id. */
  @Test
  void argumentsThatDoNotFitAreNamed() {
    var answer = session.post("works", Json.object("{'text':5,'more':true}"));
    assertIsOurs(answer);
    var result = answer.json().get("result");
    assertThat(Rpc.isError(result)).isTrue();
    assertThat(Rpc.text(result)).contains("text", "more");
    assertThat(answer.body()).contains(answer.requestId());
  }

  private void assertRefused(Wrong wrong, McpRequest request) {
    try (var log = LogCapture.start()) {
      var answer = wrong.mistake().apply(request).send(http);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(wrong.code());
      Oracles.hold(answer);
      assertIsOurs(answer);
      assertThat(log.text()).doesNotContain("ERROR");
    }
    assertStillWorks();
  }

  private static void assertIsOurs(Answer answer) {
    Oracles.leaksNothing(answer);
    assertThat(answer.everything()).doesNotContain(TroubledServer.CANARY, "/secret/path");
    assertThat(answer.body()).contains(answer.requestId());
  }

  private static void assertIsBug(JsonNode response, String requestId) {
    assertThat(response.at("/error/code").asInt()).as(response.toString()).isEqualTo(-32603);
    assertThat(response.at("/error/message").asText()).contains("request_id");
    assertThat(response.at("/error/data/request_id").asText())
        .matches("[0-9a-f]{32}")
        .isEqualTo(requestId);
  }

  private static void assertCauseIn(LogCapture log, String requestId, String tool) {
    assertThat(log.about(requestId))
        .as("the log of " + requestId)
        .filteredOn(line -> line.startsWith("ERROR"))
        .singleElement()
        .asString()
        .contains(tool, "\tat dev.rolegate.")
        .satisfies(line -> {
          if (!tool.equals("answers_nothing")) {
            assertThat(line).contains(TroubledServer.CANARY);
          }
        });
  }

  private void assertStillWorks() {
    assertThat(Rpc.text(session.result("works", "{'text':'fine'}"))).contains("fine");
  }

  private static JsonNode message() {
    return Rpc.request(1, "tools/call", Rpc.call("works", Json.object().put("text", "x")));
  }
}
