package dev.rolegate.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReaderTest {
  private static final Instant TIME = Instant.parse("2026-11-25T10:00:00Z");
  private static final String TORN = "{\"time\":\"2026-11-25T10:00:00.000Z\",\"request_id\":\"torn";

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadAgainTheLatestFirst() throws Exception {
    var plain = event("r1", "crm", null, Outcome.ALLOWED);
    var odd = event("r2", "ü\"\\\n\u202e" + "x".repeat(250), "agent", Outcome.DENIED);
    write(List.of(plain, odd));
    assertThat(read(10)).containsExactly(odd, plain);
    assertThat(read(1)).containsExactly(odd);
    assertThat(AuditReader.last(file(), 10, event -> event.outcome() == Outcome.ALLOWED))
        .containsExactly(plain);
  }

  @Test
  void thereIsNothingInAFileThatIsNotThereOrEmpty() throws IOException {
    assertThat(read(10)).isEmpty();
    Files.createFile(file());
    assertThat(read(10)).isEmpty();
  }

  @Test
  void linesThatAreNoDecisionsArePassedOver() throws Exception {
    var event = event("r1", "crm", null, Outcome.ALLOWED);
    write(List.of(event));
    var line = Files.readString(file());
    var good = line.strip();
    for (var bad :
        List.of(
            TORN,
            TORN + "\n",
            "\n\n",
            "{\"marker\":\"torn\",\"time\":\"2026-11-25T10:00:00.000Z\",\"reason\":\"x\"}\n",
            good.replace("\"allowed\"", "\"maybe\"") + "\n",
            good.replace("2026-11-25", "yesterday") + "\n",
            good.replace("{\"time\"", "{\"time\":\"x\",\"time\"") + "\n",
            "[1]\n",
            "[".repeat(100_000) + "\n",
            "x".repeat(300_000) + "\n",
            "\u0000".repeat(5000))) {
      Files.writeString(file(), line + bad);
      assertThat(read(10)).as(bad).containsExactly(event);
      Files.writeString(file(), bad + (bad.endsWith("\n") ? "" : "\n") + line);
      assertThat(read(10)).as("before: " + bad).containsExactly(event);
    }
  }

  @Test
  void aWholeLineWithoutNewlineCounts() throws Exception {
    var event = event("r1", "crm", null, Outcome.ALLOWED);
    write(List.of(event));
    Files.writeString(file(), Files.readString(file()).strip());
    assertThat(read(10)).containsExactly(event);
  }

  @Test
  void manyBlocksAreReadInOrderAndNotFartherThanTheBound() throws Exception {
    write(List.of(event("r0", "crm", null, Outcome.ALLOWED)));
    var line = Files.readString(file());
    var all = new StringBuilder();
    var count = AuditReader.FARTHEST / line.length() + 1000;
    for (var i = 0; i < count; i++) {
      all.append(line.replace("\"r0\"", "\"r" + i + "\""));
    }
    Files.writeString(file(), all);
    var read = read(Integer.MAX_VALUE);
    assertThat(read).hasSizeLessThan(count).hasSizeGreaterThan(count - 2500);
    for (var i = 0; i < read.size(); i++) {
      assertThat(read.get(i).requestId()).isEqualTo("r" + (count - 1 - i));
    }
    Files.writeString(file(), TORN, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    assertThat(read(1).getFirst().requestId()).isEqualTo("r" + (count - 1));
  }

  private List<AuditEvent> read(int most) throws IOException {
    return AuditReader.last(file(), most, event -> true);
  }

  private Path file() {
    return folder.resolve("audit.jsonl");
  }

  private void write(List<AuditEvent> events) throws AuditUnavailable, IOException {
    try (var trail = AuditTrail.open(file())) {
      for (var event : events) {
        trail.append(event);
      }
    }
  }

  private static AuditEvent event(
      String requestId, String tool, @Nullable String actor, Outcome outcome) {
    return new AuditEvent(
        TIME,
        requestId,
        "crm",
        "alice",
        "alice",
        null,
        actor,
        actor == null ? null : "erin",
        actor == null ? null : "CHG-CRM-00000001",
        "tools/call",
        tool,
        outcome,
        "rule");
  }
}
