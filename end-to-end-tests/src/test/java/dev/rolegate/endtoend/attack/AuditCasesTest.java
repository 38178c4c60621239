package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.audit.VerifyAudit;
import dev.rolegate.auth.config.Env;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.MovableClock;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Server;
import dev.rolegate.mcp.McpService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases about an audit: a clock that jumps, and a tail that was torn. */
class AuditCasesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir private Path data;

  static List<AttackCase> cases() {
    return List.of(AttackCases.get("LOG-008"), AttackCases.get("CRASH-003"));
  }

  @Test
  void log008NumbersGrowByOneWhateverTheClockDoes() throws Exception {
    var jumps =
        List.of(
            Duration.ofHours(1),
            Duration.ofHours(-1),
            Duration.ofDays(-400),
            Duration.between(NOW, Instant.parse("2038-01-19T03:14:08Z")),
            Duration.ofSeconds(-1),
            Duration.ofDays(365 * 100));
    var clock = MovableClock.at(NOW);
    for (var restart = 0; restart < 2; restart++) {
      try (var hr = start(clock)) {
        ask(hr);
        for (var jump : jumps) {
          clock.advance(jump);
          ask(hr);
        }
      }
    }
    var lines = new AuditFile(audit()).lines();
    assertThat(lines)
        .hasSize(14)
        .map(line -> line.get("seq").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 14).boxed().toList());
    // The times say what the clock said: they jump.
    assertThat(lines)
        .map(line -> Instant.parse(line.get("time").asText()))
        .contains(NOW, NOW.plus(Duration.ofHours(1)))
        .isNotEqualTo(lines.stream().map(line -> line.get("time").asText()).sorted().toList());
    assertThat(VerifyAudit.verify(audit(), null).exitCode()).isZero();
  }

  @Test
  void crash003ATailThatWasTornAnywhereInItsLastThreeLines() throws Exception {
    try (var hr = start(Clock.systemUTC())) {
      IntStream.range(0, 6).forEach(i -> ask(hr));
    }
    var whole = Files.readAllBytes(audit());
    // What a crash leaves: the one of the start vouches, later ones had no time to.
    var checkpoints = audit().resolveSibling("audit.checkpoints.jsonl");
    var first = Files.readAllLines(checkpoints).getFirst() + "\n";
    var from = endOfLine(whole, 3);
    for (var cut = from; cut <= whole.length; cut++) {
      Files.write(audit(), Arrays.copyOf(whole, cut));
      Files.writeString(checkpoints, first);
      try (var trail = AuditTrail.open(audit())) {
        trail.append(event());
      }
      var verdict = VerifyAudit.verify(audit(), null);
      assertThat(verdict.exitCode()).as("cut at %d: %s", cut, verdict.sentences()).isZero();
      var lines = Files.readAllLines(audit());
      var complete = lines.stream().filter(AuditCasesTest::isWholeOfHr).count();
      assertThat(complete).as("cut at %d", cut).isEqualTo(linesIn(whole, cut));
      assertThat(lines.getLast()).contains("\"next\"").contains("\"seq\":");
    }
    // And the service itself, where the piece is longest.
    Files.write(audit(), Arrays.copyOf(whole, whole.length - 2));
    Files.writeString(checkpoints, first);
    try (var hr = start(Clock.systemUTC())) {
      ask(hr);
    }
    assertThat(VerifyAudit.verify(audit(), null).exitCode()).isZero();
    assertThat(Files.readString(audit())).contains("\"marker\":\"torn\"");
  }

  private static boolean isWholeOfHr(String line) {
    return line.contains("\"server\":\"hr\"") && line.endsWith("\"}");
  }

  /** How many lines of the first so many bytes are whole, with or without the last newline. */
  private static long linesIn(byte[] text, int length) {
    return IntStream.range(0, Math.min(length + 1, text.length))
        .filter(at -> text[at] == '\n')
        .count();
  }

  private static int endOfLine(byte[] text, int number) {
    var seen = 0;
    for (var at = 0; at < text.length; at++) {
      if (text[at] == '\n' && ++seen == number) {
        return at + 1;
      }
    }
    throw new AssertionError("fewer lines");
  }

  private Path audit() {
    return data.resolve("hr/audit.jsonl");
  }

  private McpService start(Clock clock) {
    return Server.HR.start(
        Env.of(
            Map.of(
                "PORT",
                "0",
                "MANAGEMENT_PORT",
                "0",
                "REVOCATION_GRACE",
                "off",
                "DATA_DIR",
                data.toString(),
                "POLICY_FILE",
                Repository.file("access-policy.yaml").toString())),
        clock);
  }

  /** A refused request: a decision, and a line. */
  private static void ask(McpService hr) {
    var url = URI.create("http://localhost:" + hr.port() + "/mcp");
    assertThat(Http.post(url, "{}").status()).isEqualTo(401);
  }

  private static AuditEvent event() {
    return new AuditEvent(
        NOW, "next", "other", null, null, null, "test", null, AuditEvent.Outcome.DENIED, "none");
  }
}
