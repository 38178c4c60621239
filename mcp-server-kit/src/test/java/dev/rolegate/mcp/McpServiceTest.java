package dev.rolegate.mcp;

import static dev.rolegate.mcp.SampleServer.call;
import static dev.rolegate.mcp.SampleServer.initialize;
import static dev.rolegate.mcp.SampleServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.database.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The one call path, through the front door. */
class McpServiceTest {
  private static final Clock CLOCK = Clock.fixed(TestTokens.NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void aToolThatThePolicyDoesNotListStopsTheStart() {
    var tools = List.copyOf(SampleServer.tools().subList(0, 2));
    assertThatThrownBy(() -> SampleServer.start(folder, CLOCK, Map.of(), tools))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .asString()
                    .contains("fail", "which sample does not have"));
  }

  @Test
  void everyProblemOfTheSettingsIsToldAtOnce() {
    var environment =
        SampleServer.environment(
            folder,
            TestTokens.hs256(CLOCK),
            Map.of(
                "PORT",
                "http",
                "SSE_TRANSPORT",
                "perhaps",
                "POLICY_FILE",
                "none.yaml",
                "ISSUER",
                "x",
                "DATABASE_URL",
                "mysql://x"));
    assertThatThrownBy(() -> McpServiceConfig.from(Env.of(environment), "sample", 8001))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(String.join("\n", refused.problems()))
                    .contains("PORT:", "SSE_TRANSPORT:", "none.yaml", "ISSUER:", "DATABASE_URL:"));
  }

  @Test
  void aRefusedStartLeavesTheDatabaseClosed() {
    var config =
        McpServiceConfig.from(
            Env.of(SampleServer.environment(folder, TestTokens.hs256(CLOCK), Map.of())),
            "sample",
            8001);
    var database = Database.open(config.database());
    assertThatThrownBy(() -> McpService.start(config, database, CLOCK, List.of()))
        .isInstanceOf(StartRefused.class);
    assertThat(database.obstacles()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Manager, 'greet,rename,fail,get_change'",
    "Officer, 'greet,fail'",
  })
  void aRoleSeesWhatItMayCallAndMayCallWhatItSees(String role, String listed) {
    try (var server = SampleServer.start(folder)) {
      var token = server.token("somebody", role);
      var session = server.session(token);
      var list =
          json(
              server
                  .inSession(session, token, "{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                  .body());
      assertThat(list.at("/result/tools"))
          .extracting(tool -> tool.get("name").textValue())
          .containsExactly(listed.split(","));
      for (var tool : List.of("greet", "rename")) {
        var answer =
            json(server.inSession(session, token, call(tool, "{'name':'Ada'}")).body())
                .get("result");
        assertThat(!answer.get("isError").booleanValue())
            .as(tool)
            .isEqualTo(List.of(listed.split(",")).contains(tool));
      }
    }
  }

  @Test
  void aDenialSaysWhoMayAndLeadsToTheAudit() {
    try (var server = SampleServer.start(folder)) {
      var token = server.token("otto", "Officer");
      var session = server.session(token);
      var answer = json(server.inSession(session, token, call("rename", "{}")).body());
      assertThat(answer.at("/result/isError").booleanValue()).isTrue();
      assertThat(answer.at("/result/content/0/text").textValue())
          .isEqualTo("job_role Officer may not use rename; allowed: Manager.");
      var line = server.audit().getLast();
      assertThat(line.get("request_id"))
          .isEqualTo(answer.at("/result/_meta/dev.rolegate~1request_id"));
      assertThat(List.of(text(line, "outcome"), text(line, "reason"), text(line, "tool")))
          .containsExactly("denied", "tool_not_allowed", "rename");
      assertThat(List.of(text(line, "subject"), text(line, "role"))).contains("otto", "Officer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Manager, Manager, 'greet,rename,fail,get_change', ",
    "Manager, Officer, 'greet,fail', actor",
    "Officer, Manager, 'greet,fail', subject",
  })
  void whoActsForAnotherMayOnlyWhatBothMay(
      String role, String actorRole, String listed, @Nullable String whose) {
    try (var server = SampleServer.start(folder)) {
      var token = server.token("alice", role, actorRole);
      var session = server.session(token);
      var list =
          json(
              server
                  .inSession(session, token, "{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                  .body());
      assertThat(list.at("/result/tools"))
          .extracting(tool -> tool.get("name").textValue())
          .containsExactly(listed.split(","));
      var answer = json(server.inSession(session, token, call("rename", "{'name':'Ada'}")).body());
      assertThat(answer.at("/result/isError").booleanValue()).isEqualTo(whose != null);
      var line = server.audit().getLast();
      assertThat(List.of(text(line, "subject"), text(line, "role"), text(line, "actor")))
          .containsExactly("alice", role, "agent");
      if (whose != null) {
        assertThat(answer.at("/result/content/0/text").textValue())
            .isEqualTo(
                "refused for the "
                    + whose
                    + ": job_role Officer may not use rename; allowed: Manager.");
        assertThat(text(line, "reason")).isEqualTo(whose + "_tool_not_allowed");
      }
    }
  }

  @Test
  void whoActsForAnotherIsAdmittedOnlyIfBothAre() {
    try (var server = SampleServer.start(folder)) {
      var guest = server.send(server.message("/mcp", server.token("a", "Guest", "Manager"), "{}"));
      assertThat(guest.statusCode()).isEqualTo(403);
      assertThat(guest.body()).contains("refused for the subject: job_role Guest");
      for (var role : new String[] {"Guest", null}) {
        var token = server.token("alice", "Manager", role);
        var answer = server.send(server.message("/mcp", token, SampleServer.initialize()));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("refused for the actor: ");
        assertThat(text(server.audit().getLast(), "actor")).isEqualTo("agent");
      }
    }
  }

  @Test
  void aSessionOfTheSubjectIsNotOneOfWhoActsForIt() {
    try (var server = SampleServer.start(folder)) {
      var session = server.session(server.token("alice", "Manager"));
      var acting = server.token("alice", "Manager", "Manager");
      assertThat(server.inSession(session, acting, call("greet", "{'name':'x'}")).statusCode())
          .isEqualTo(404);
      var own = server.session(acting);
      var direct = server.token("alice", "Manager");
      assertThat(server.inSession(own, direct, call("greet", "{'name':'x'}")).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void rightsComeFromTheTokenOfTheRequestAndNotFromTheSession() {
    try (var server = SampleServer.start(folder)) {
      var session = server.session(server.token("pat", "Manager"));
      var lesser = server.token("pat", "Officer");
      var answer = server.inSession(session, lesser, call("rename", "{'name':'x'}"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer.body()).at("/result/isError").booleanValue()).isTrue();
      var none = server.token("pat", "Guest");
      assertThat(server.inSession(session, none, call("greet", "{'name':'x'}")).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void aResultIsTextAndStructuredContentAlike() {
    try (var server = SampleServer.start(folder)) {
      var token = server.token("ada", "Officer");
      var result =
          json(server
                  .inSession(
                      server.session(token), token, call("greet", "{'name':'a\\\\b \\u00e9'}"))
                  .body())
              .get("result");
      assertThat(result.at("/structuredContent/text").textValue())
          .isEqualTo("Hello a\\b é from ada");
      assertThat(json(result.at("/content/0/text").textValue()))
          .isEqualTo(result.get("structuredContent"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "greet  | {}                 | name: is missing; it must be a text of 1 to 40 characters",
        "greet  | {'name':7}         | name: must be a text of 1 to 40 characters, but it is 7",
        "greet  | {'name':'nobody'}  | name nobody cannot be greeted; give another.",
      })
  void whatDoesNotFitIsAnErrorThatTheModelCanMend(String tool, String arguments, String problem) {
    try (var server = SampleServer.start(folder)) {
      var token = server.token("ada", "Officer");
      var answer = server.inSession(server.session(token), token, call(tool, arguments));
      var result = json(answer.body()).get("result");
      assertThat(result.get("isError").booleanValue()).isTrue();
      assertThat(result.at("/content/0/text").textValue()).isEqualTo(problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-32601 | {'jsonrpc':'2.0','id':7,'method':'tools/nope'}",
        "-32601 | {'jsonrpc':'2.0','id':7,'method':'server/discover'}",
        "-32602 | {'jsonrpc':'2.0','id':7,'method':'tools/list','params':{'cursor':'x'}}",
        "-32602 | {'jsonrpc':'2.0','id':7,'method':'tools/call'}",
        "-32602 | {'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'nope'}}",
        "-32602 | {'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':7}}",
        "-32602 | {'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'greet','arguments':[]}}",
      })
  void whatIsNotOfferedIsARpcError(int code, String body) {
    try (var server = SampleServer.start(folder)) {
      var token = server.token("ada", "Officer");
      var answer = server.inSession(server.session(token), token, body);
      assertThat(answer.statusCode()).isEqualTo(200);
      var error = json(answer.body());
      assertThat(error.get("id").intValue()).isEqualTo(7);
      assertThat(error.at("/error/code").intValue()).isEqualTo(code);
      assertThat(error.at("/error/data/request_id").textValue())
          .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
      assertThat(text(server.audit().getLast(), "outcome")).isEqualTo("denied");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'deeply':true}"})
  void ofABugNothingLeavesButTheRequestIdWhichLeadsToTheCause(String arguments) {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(ToolCalls.class);
    logger.addAppender(log);
    try (var server = SampleServer.start(folder)) {
      var token = server.token("ada", "Officer");
      var session = server.session(token);
      var answer = server.inSession(session, token, call("fail", arguments));
      assertThat(json(answer.body()).at("/error/code").intValue()).isEqualTo(-32603);
      assertThat(answer.body() + answer.headers().map())
          .doesNotContain(SampleServer.CANARY, "Exception", "Error\"", ".java", "dev.rolegate");
      var id = json(answer.body()).at("/error/data/request_id").textValue();
      assertThat(log.list)
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains(id);
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo(SampleServer.CANARY);
          });
      assertThat(server.inSession(session, token, call("greet", "{'name':'x'}")).statusCode())
          .isEqualTo(200);
    } finally {
      logger.detachAppender(log);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-05, 2024-11-05",
    "2025-03-26, 2025-03-26",
    "2025-06-18, 2025-06-18",
    "2025-11-25, 2025-11-25",
    "2026-07-28, 2025-11-25",
    "anything,   2025-11-25",
  })
  void aRevisionIsNegotiated(String asked, String answered) {
    try (var server = SampleServer.start(folder)) {
      var body = initialize().replace("2025-11-25", asked);
      var answer = server.send(server.message("/mcp", server.token("ada", "Officer"), body));
      assertThat(json(answer.body()).at("/result/protocolVersion").textValue()).isEqualTo(answered);
      assertThat(json(answer.body()).at("/result/capabilities")).isEqualTo(json("{\"tools\":{}}"));
    }
  }

  @Test
  void eachRequestLeavesOneLineInTheAudit() {
    try (var server = SampleServer.start(folder)) {
      var token = server.token("ada", "Officer");
      var session = server.session(token);
      var sent =
          List.of(
              "{'jsonrpc':'2.0','method':'notifications/initialized'}",
              "{'jsonrpc':'2.0','id':1,'method':'ping'}",
              "{'jsonrpc':'2.0','id':2,'method':'tools/list'}",
              "{'jsonrpc':'2.0','id':3,'result':{}}",
              call("greet", "{'name':'x'}"),
              call("greet", "{}"),
              call("rename", "{}"),
              call("nope", "{}"),
              "[]",
              "{");
      sent.forEach(body -> server.inSession(session, token, body));
      assertThat(server.audit().stream().map(line -> text(line, "action")))
          .containsExactly(
              "initialize",
              "notification",
              "ping",
              "tools/list",
              "response",
              "tools/call",
              "tools/call",
              "tools/call",
              "tools/call",
              "message",
              "message");
      assertThat(server.audit().toString()).doesNotContain(token, session);
    }
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText();
  }
}
