package dev.rolegate.mcp;

import static dev.rolegate.mcp.SampleServer.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.auth.limit.RateLimit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who calls tools too often is told so before one runs. */
class CallLimitTest {
  private static final Clock CLOCK = Clock.fixed(TestTokens.NOW, ZoneOffset.UTC);
  private static final String GREET = call("greet", "{'name':'Ada'}");

  @TempDir private Path folder;

  @Test
  void refusesTheFourthCallAndOnlyThisCallers() {
    try (var server = start(Map.of("RATE_LIMIT_TOOL_CALLS", "3/PT1H"))) {
      var token = server.token("alice", "Manager");
      var session = server.session(token);
      for (var one = 0; one < 3; one++) {
        assertThat(server.inSession(session, token, GREET).statusCode()).isEqualTo(200);
      }
      assertTooMany(server, server.inSession(session, token, GREET));
      // Another token of the same caller, and another session, change nothing.
      var newer = server.tokens().of("alice", "Manager", TestTokens.AUDIENCE).mint();
      assertTooMany(server, server.inSession(server.session(newer), newer, GREET));
      // It may still ask what there is.
      assertThat(
              server
                  .inSession(session, token, "{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                  .statusCode())
          .isEqualTo(200);
      var bob = server.token("bob", "Manager");
      assertThat(server.inSession(server.session(bob), bob, GREET).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void countsCallsThatArePolicyRefused() {
    try (var server = start(Map.of("RATE_LIMIT_TOOL_CALLS", "3/PT1H"))) {
      var token = server.token("carol", "Officer");
      var session = server.session(token);
      for (var tool : List.of("rename", "no_such_tool", "fail")) {
        assertThat(server.inSession(session, token, call(tool, "{}")).statusCode()).isEqualTo(200);
      }
      assertTooMany(server, server.inSession(session, token, call("rename", "{}")));
    }
  }

  /** Not on the stream, where it would come with 202. */
  @Test
  void theOldTransportIsToldInTheAnswerToThePost() throws Exception {
    try (var server = start(Map.of("RATE_LIMIT_TOOL_CALLS", "1/PT1H"))) {
      var token = server.token("alice", "Manager");
      var listen =
          HttpRequest.newBuilder(server.uri("/sse"))
              .header("Authorization", "Bearer " + token)
              .header("Accept", "text/event-stream")
              .build();
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  server.http().send(listen, BodyHandlers.ofInputStream()).body(),
                  StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("event: endpoint");
        var endpoint = lines.readLine().substring("data: ".length());
        assertThat(server.send(server.message(endpoint, token, GREET)).statusCode()).isEqualTo(202);
        assertTooMany(server, server.send(server.message(endpoint, token, GREET)));
      }
    }
  }

  /** The two hundred of a second are there at once, and come back evenly. */
  @Test
  void theDefaultIsTwoHundredASecond() {
    var config =
        McpServiceConfig.from(
            Env.of(
                SampleServer.environment(
                    folder, TestTokens.hs256(CLOCK), Map.of("RATE_LIMIT_TOOL_CALLS", ""))),
            "sample",
            8001);
    assertThat(config.toolCalls()).isEqualTo(new RateLimit(200, Duration.ofSeconds(1)));
    var nanos = new AtomicLong();
    var limit = new CallLimit(config.toolCalls(), nanos::get, new SimpleMeterRegistry());
    var alice = TestCallers.ALICE;
    for (var one = 0; one < 200; one++) {
      assertThat(limit.take(alice)).isNull();
    }
    assertThat(limit.take(alice)).isEqualTo(Duration.ofMillis(5));
    nanos.addAndGet(Duration.ofMillis(5).toNanos());
    assertThat(limit.take(alice)).isNull();
    assertThat(limit.take(alice)).isNotNull();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    for (var one = 0; one < 200; one++) {
      assertThat(limit.take(alice)).isNull();
    }
  }

  @Test
  void offIsForLoopbackOnly() {
    var environment =
        SampleServer.environment(
            folder,
            TestTokens.hs256(CLOCK),
            Map.of(
                "RATE_LIMIT_TOOL_CALLS", "off",
                "BIND", "0.0.0.0",
                "PLAIN_HTTP", "internal-network"));
    assertThatThrownBy(() -> McpServiceConfig.from(Env.of(environment), "sample", 8001))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("RATE_LIMIT_TOOL_CALLS: may be off only where");
  }

  private SampleServer start(Map<String, String> changes) {
    return SampleServer.start(folder, CLOCK, changes, SampleServer.tools());
  }

  private static void assertTooMany(SampleServer server, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-9][0-9]*");
    var body = SampleServer.json(answer.body());
    assertThat(body.at("/error/code").asInt()).isEqualTo(-32029);
    assertThat(body.get("id").asInt()).isEqualTo(7);
    var line = server.audit().getLast();
    assertThat(line.get("request_id").asText())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse(""))
        .isEqualTo(body.at("/error/data/request_id").asText());
    assertThat(line.get("outcome").asText()).isEqualTo("denied");
    assertThat(line.get("reason").asText()).isEqualTo("tool_call_limit");
  }
}
