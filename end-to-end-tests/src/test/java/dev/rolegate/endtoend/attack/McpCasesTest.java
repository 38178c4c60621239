package dev.rolegate.endtoend.attack;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.Oracles;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cases about MCP over HTTP: origins, sessions, messages, bodies, arguments. */
class McpCasesTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  /** They wait: a header of MCP 2026-07-28, and a minute of real time for one slow body. */
  static final Set<String> WAITING = Set.of("MCP-076", "MCP-070");

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("MCP") && !WAITING.contains(one.id()));
  }

  @TestFactory
  Stream<DynamicTest> rs256() {
    return tests(deployments.of(SigningAlgorithm.RS256));
  }

  @TestFactory
  Stream<DynamicTest> hs256() {
    return tests(deployments.of(SigningAlgorithm.HS256));
  }

  private static Stream<DynamicTest> tests(Deployment deployment) {
    var arena = McpArena.of(deployment);
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> run(one, arena)));
  }

  private static void run(AttackCase one, McpArena arena) throws Exception {
    var sessions = new SessionAttacks(arena);
    var messages = new MessageAttacks(arena);
    arena.target().sing();
    try (var log = LogCapture.start()) {
      switch (one.request().get("use").asText()) {
        case "tools_call_read" -> sessions.read(one);
        case "cross_session" -> {
          sessions.crossSession();
          sessions.crossSessionOverSse();
        }
        case "session_downgrade" -> sessions.downgrade();
        case "session_no_token" -> sessions.sessionWithoutToken();
        case "id_collision" -> sessions.idCollision();
        case "raw" -> sessions.noSession(one);
        case "mcp_body" ->
            messages.body(one, new Variables(0).in(one.request().get("body").asText()));
        case "mcp_gen" -> messages.generated(one);
        case "mcp_headers" -> messages.accept(one);
        case "tools_call_write" -> new ArgumentAttacks(arena).fuzz(one);
        case String other -> throw new AssertionError("nothing runs " + other);
      }
      Oracles.cleanLog(log.text(), arena.token());
    }
    arena.target().sing();
  }
}
