package dev.rolegate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.TestApprovers;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.mcp.change.Approvals.Ruling;
import dev.rolegate.mcp.change.Change;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is asked, and which of its answers is a yes. */
class ElicitationTest {
  private static final String ASK = "set_salary_asked";
  private static final String CALL = "{'id':'EMP-002','salary':5000}";
  private static final String YES = "'result':{'action':'accept','content':{'confirm':true}}";

  @TempDir private Path folder;
  private SampleServer server;

  @BeforeEach
  void start() {
    server = served(Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SampleServer served(Duration patience) {
    var clock = Clock.fixed(TestTokens.NOW, ZoneOffset.UTC);
    return SampleServer.start(folder, clock, Salaries.policy(), Salaries.tools(clock), patience);
  }

  private ElicitingClient alice() {
    return ElicitingClient.open(server, server.token("alice", "Manager"));
  }

  /** How a client deals with the question. */
  private record Reply(String name, BiConsumer<ElicitingClient, JsonNode> dealing) {
    static Reply of(String member) {
      return new Reply(
          member, (client, question) -> assertThat(client.answer(question, member)).isEqualTo(202));
    }
  }

  @Test
  void onlyOneAnswerIsAYes() {
    var softly = new SoftAssertions();
    for (var reply :
        List.of(
            Reply.of("'result':{'action':'accept','content':{'confirm':false}}"),
            Reply.of("'result':{'action':'accept','content':{'confirm':'true'}}"),
            Reply.of("'result':{'action':'accept','content':{'confirm':1}}"),
            Reply.of("'result':{'action':'accept','content':{'confirm':null}}"),
            Reply.of("'result':{'action':'accept','content':{'confirm':[true]}}"),
            Reply.of("'result':{'action':'accept','content':{'Confirm':true}}"),
            Reply.of("'result':{'action':'accept','content':{}}"),
            Reply.of("'result':{'action':'accept','confirm':true}"),
            Reply.of("'result':{'action':'accept','content':[{'confirm':true}]}"),
            Reply.of("'result':{'action':'ACCEPT','content':{'confirm':true}}"),
            Reply.of("'result':{'action':'approve','content':{'confirm':true}}"),
            Reply.of("'result':{'action':null,'content':{'confirm':true}}"),
            Reply.of("'result':{'action':5,'content':{'confirm':true}}"),
            Reply.of("'result':{'content':{'confirm':true}}"),
            Reply.of("'result':{'action':'decline','content':{'confirm':true}}"),
            Reply.of("'result':{'action':'cancel'}"),
            Reply.of("'result':true"),
            Reply.of("'error':{'code':-32601,'message':'no'}"))) {
      var client = alice();
      var course = client.call(ASK, CALL, question -> reply.dealing().accept(client, question));
      softly.assertThat(course.isError()).as(reply.name()).isTrue();
      softly.assertThat(course.questions()).as(reply.name()).hasSize(1);
      softly.assertThat(writes()).as(reply.name()).isZero();
    }
    softly.assertAll();
    var client = alice();
    var course = client.call(ASK, CALL, question -> client.answer(question, YES));
    assertThat(course.isError()).isFalse();
    assertThat(course.answer().at("/result/structuredContent/salary").asInt()).isEqualTo(5000);
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void anAnswerCountsOnceAndOnlyFromWhoWasAsked() {
    var client = alice();
    var sameCallersOther = alice();
    var bob = ElicitingClient.open(server, server.token("bob", "AssistantManager"));
    var agent = ElicitingClient.open(server, server.token("alice", "Manager", "Manager"));
    var course =
        client.call(
            ASK,
            CALL,
            question -> {
              for (var other : List.of(sameCallersOther, bob, agent)) {
                assertThat(other.answer(question, YES)).isEqualTo(202);
              }
              var wrong = SampleServer.json("{\"id\":\"" + "0".repeat(36) + "\"}");
              assertThat(client.answer(wrong, YES)).isEqualTo(202);
              assertThat(client.answer(question, "'result':{'action':'decline'}")).isEqualTo(202);
              assertThat(client.answer(question, YES)).isEqualTo(202);
            });
    assertThat(course.text()).contains("did not confirm");
    assertThat(writes()).isZero();
  }

  @Test
  void theSameYesAtTheSameTimeWritesOnce() throws Exception {
    var client = alice();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var course =
          client.call(
              ASK,
              CALL,
              question -> {
                for (var i = 0; i < 20; i++) {
                  var _ = threads.submit(() -> client.answer(question, YES));
                }
              });
      assertThat(course.isError()).isFalse();
    }
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void whoDoesNotAnswerIsNotWaitedForLongAndMayStillBeReleased() {
    server.close();
    server = served(Duration.ofMillis(300));
    var client = alice();
    var asked = new java.util.ArrayList<JsonNode>();
    var course = client.call(ASK, CALL, asked::add);
    assertThat(course.isError()).isTrue();
    assertThat(client.answer(asked.getFirst(), YES)).as("too late").isEqualTo(202);
    assertThat(writes()).isZero();
    assertThat(server.audit())
        .anyMatch(line -> line.path("reason").asText().equals("confirm_timeout"));
    assertThat(approved(course, TestApprovers.ERIN)).isEqualTo(Change.State.DONE);
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void aSessionThatEndsIsNotWaitedFor() {
    var client = alice();
    var course = client.call(ASK, CALL, _ -> client.end());
    assertThat(course.isError()).isTrue();
    assertThat(writes()).isZero();
  }

  /** Who cannot be asked is told at once, and it waits for an approver. */
  @Test
  void whoCannotBeAskedIsTold() {
    var token = server.token("alice", "Manager");
    var clients =
        List.of(
            ElicitingClient.open(server, token, "2025-11-25", "{}"),
            ElicitingClient.open(server, token, "2025-11-25", "{'elicitation':null}"),
            ElicitingClient.open(server, token, "2025-11-25", "{'elicitation':{'url':{}}}"),
            ElicitingClient.open(server, token, "2025-03-26", "{'elicitation':{}}"));
    for (var client : clients) {
      var course = client.call(ASK, CALL, _ -> {});
      assertThat(course.questions()).isEmpty();
      assertThat(course.isError()).isTrue();
      assertThat(course.text())
          .contains(
              "Nothing is written yet", "salary: 5000", "scripts/rolegate approve CHG-SAMPLE-");
      assertThat(course.answer().at("/result/_meta/dev.rolegate~1change/state").asText())
          .isEqualTo("pending");
    }
    assertThat(writes()).isZero();
  }

  @Test
  void whoTakesNoStreamIsTold() {
    var course = alice().call(ASK, CALL, "application/json", _ -> {});
    assertThat(course.questions()).isEmpty();
    assertThat(course.text()).contains("Nothing is written yet");
    assertThat(writes()).isZero();
  }

  /** Of all that an agent can do with the secrets of the one it works for, nothing releases. */
  @Test
  void noRequestOfACallerReleases() {
    var client = alice();
    var course = client.call("set_salary_by_person", CALL, _ -> {});
    var token = server.token("alice", "Manager");
    var session = server.session(token);
    for (var method :
        List.of(
            "approve",
            "changes/approve",
            "tools/approve",
            "elicitation/create",
            "change/approved")) {
      var answer =
          server.inSession(
              session,
              token,
              "{'jsonrpc':'2.0','id':1,'method':'%s','params':{'id':'%s','change_id':'%s'}}"
                  .formatted(method, id(course), id(course)));
      assertThat(SampleServer.json(answer.body()).at("/error/code").asInt()).isEqualTo(-32601);
    }
    for (var tool : List.of("approve", "approve_change", "release_change", "get_change")) {
      var _ =
          client.call(
              tool,
              "{'change_id':'%s'}".formatted(id(course)),
              question -> client.answer(question, YES));
    }
    for (var path :
        List.of("/approvals", "/approvals/api/approve", "/approvals/" + id(course) + "/approve")) {
      var answer = server.send(server.message(path, token, "{'id':'%s'}".formatted(id(course))));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
    }
    assertThat(status(client, course)).isEqualTo("pending");
    assertThat(writes()).isZero();
  }

  /** The client's word is not even asked for. */
  @Test
  void aPersonIsNotAskedThroughTheClient() {
    for (var tool : List.of("set_salary_by_person", "set_salary_by_other")) {
      var client = alice();
      var course = client.call(tool, CALL, question -> client.answer(question, YES));
      assertThat(course.questions()).as(tool).isEmpty();
      assertThat(course.isError()).as(tool).isTrue();
      assertThat(writes()).as(tool).isZero();
      assertThat(status(client, course)).isEqualTo("pending");
      assertThat(approved(course, TestApprovers.ERIN)).isEqualTo(Change.State.DONE);
      assertThat(status(client, course)).isEqualTo("done");
      server
          .database()
          .write(handle -> handle.execute("delete from counters where name = 'WRITES'"));
      server
          .database()
          .write(handle -> handle.execute("update people set salary = null where id = 'EMP-002'"));
    }
  }

  @Test
  void anAgentForSomebodyIsAskedItself() {
    var agent = ElicitingClient.open(server, server.token("alice", "Manager", "Manager"));
    var course = agent.call(ASK, CALL, question -> agent.answer(question, YES));
    assertThat(course.isError()).isFalse();
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void nothingIsAskedWhereNothingIsToBeConfirmed() {
    var client = alice();
    var course = client.call("set_salary", CALL, _ -> {});
    assertThat(course.questions()).isEmpty();
    assertThat(course.isError()).isFalse();
    assertThat(writes()).isEqualTo(1);
  }

  /** Words of the caller stay in their line of the question, and nothing in it can hide. */
  @Test
  void aQuestionCannotBeForged() {
    var client = alice();
    var forged = "x".repeat(400) + "[click](https://evil.example)";
    var course =
        client.call(
            "set_salary_asked",
            "{'id':'EMP-002','salary':5000,'remark':'%s'}".formatted(forged),
            question -> {
              var params = question.get("params");
              assertThat(params.at("/requestedSchema/properties").fieldNames())
                  .toIterable()
                  .containsExactly("confirm");
              assertThat(params.at("/requestedSchema/properties/confirm/type").asText())
                  .isEqualTo("boolean");
              var lines = params.get("message").textValue().split("\n", -1);
              assertThat(lines)
                  .containsExactly(
                      lines[0],
                      "- salary: 5000.00",
                      "  id: EMP-002 (as it is)",
                      "  name: Bob (as it is)",
                      "- remark: " + forged);
              client.answer(question, "'result':{'action':'decline'}");
            });
    assertThat(course.isError()).isTrue();
  }

  private int writes() {
    return server.database().read(Salaries::writes);
  }

  private Change.State approved(ElicitingClient.Course course, dev.rolegate.auth.Approver by) {
    return ((Ruling.Decided) server.approvals().approve(id(course), by, "request-2"))
        .change()
        .state();
  }

  private static String status(ElicitingClient client, ElicitingClient.Course course) {
    return client
        .call("get_change", "{'change_id':'%s'}".formatted(id(course)), _ -> {})
        .answer()
        .at("/result/structuredContent/state")
        .asText();
  }

  private static String id(ElicitingClient.Course course) {
    return course.answer().at("/result/_meta/dev.rolegate~1change/change_id").asText();
  }
}
