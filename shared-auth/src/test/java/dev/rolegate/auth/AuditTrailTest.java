package dev.rolegate.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.audit.AuditReport;
import dev.rolegate.auth.audit.AuditVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AuditTrailTest {
  private static final Instant TIME = Instant.parse("2026-11-05T10:00:00.120456Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @BeforeAll
  static void silence() {
    ((Logger) LoggerFactory.getLogger(AuditTrail.class)).setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    ((Logger) LoggerFactory.getLogger(AuditTrail.class)).setLevel(null);
  }

  @Test
  void aFullDeviceMakesTheAuditUnavailableToEverybodyInTheBatch() throws Exception {
    var full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here");
    var file = Files.createSymbolicLink(folder.resolve("audit.jsonl"), full);
    try (var trail = AuditTrail.open(file)) {
      assertThat(trail.writable()).isTrue();
      var refusals =
          inThreads(
              20,
              i -> {
                assertThatThrownBy(() -> trail.append(event("r" + i)))
                    .isInstanceOf(AuditUnavailable.class)
                    .hasMessage("The audit cannot be written.")
                    .hasCauseInstanceOf(IOException.class);
              });
      assertThat(refusals).isEqualTo(20);
      assertThat(trail.writable()).isFalse();
    }
  }

  @Test
  void aLineCutShortByAFullDiskIsTakenBackAndTheNextOneFits() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash to limit a file's size with");
    var file = folder.resolve("audit.jsonl");
    var java = ProcessHandle.current().info().command().orElseThrow();
    // The child may write files of 4 KiB only: a write across that line is cut short by the kernel.
    var child =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "ulimit -f 4; exec \"$@\"",
                "bash",
                java,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FillsTheDisk.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said).contains("refused, writable=false", "after rotation, writable=true");
    var rotated = Files.readAllLines(folder.resolve("audit.jsonl.1"));
    assertThat(rotated).isNotEmpty().allSatisfy(line -> JSON.readTree(line));
    assertThat(Files.readAllLines(file)).hasSize(1).allSatisfy(line -> JSON.readTree(line));
  }

  /** Appends until it is refused, makes room as a log rotation does, and appends once more. */
  static final class FillsTheDisk {
    public static void main(String[] args) throws Exception {
      var file = Path.of(args[0]);
      try (var trail = AuditTrail.open(file)) {
        try {
          while (true) {
            trail.append(event("x".repeat(100)));
          }
        } catch (AuditUnavailable e) {
          System.out.println("refused, writable=" + trail.writable());
        }
        Files.copy(file, file.resolveSibling("audit.jsonl.1"));
        Files.write(file, new byte[0]);
        trail.append(event("after"));
        System.out.println("after rotation, writable=" + trail.writable());
      }
    }
  }

  @Test
  void nothingIsAppendedAfterTheEnd() throws Exception {
    var trail = AuditTrail.open(folder.resolve("audit.jsonl"));
    trail.close();
    trail.close();
    assertThat(trail.writable()).isFalse();
    assertThatThrownBy(() -> trail.append(event("late"))).isInstanceOf(AuditUnavailable.class);
  }

  @Test
  void aLastLineThatACrashCutShortIsEndedAndMarkedBeforeTheNext() throws Exception {
    var file = folder.resolve("audit.jsonl");
    try (var trail = AuditTrail.open(file)) {
      trail.append(event("before"));
    }
    Files.writeString(file, "{\"time\":\"2026", StandardOpenOption.APPEND);
    try (var trail = AuditTrail.open(file)) {
      trail.append(event("next"));
    }
    var lines = Files.readAllLines(file);
    assertThat(lines).hasSize(4).element(1).isEqualTo("{\"time\":\"2026");
    assertThat(JSON.readTree(lines.get(2)).get("marker").asText()).isEqualTo("torn");
    assertThat(JSON.readTree(lines.get(3)).get("request_id").asText()).isEqualTo("next");
  }

  @Test
  void manyThreadsShareWritesAndNoLineIsLostOrTorn() throws Exception {
    var file = folder.resolve("audit.jsonl");
    try (var trail = AuditTrail.open(file)) {
      inThreads(
          50,
          i -> {
            for (var j = 0; j < 200; j++) {
              trail.append(event(i + "-" + j));
            }
          });
    }
    var seen = new ArrayList<String>();
    for (var line : Files.readAllLines(file)) {
      seen.add(JSON.readTree(line).get("request_id").asText());
    }
    var expected =
        IntStream.range(0, 50)
            .boxed()
            .flatMap(i -> IntStream.range(0, 200).mapToObj(j -> i + "-" + j))
            .collect(Collectors.toSet());
    assertThat(seen).hasSize(10_000).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(AuditVerifier.verify(file, null))
        .matches(AuditReport::intact)
        .matches(report -> report.vouchedLine() == 10_000);
  }

  @Test
  void aLineIsThereWhenAppendReturns() throws Exception {
    var file = folder.resolve("audit.jsonl");
    try (var trail = AuditTrail.open(file)) {
      trail.append(event("r1"));
      assertThat(Files.readAllLines(file)).hasSize(1);
    }
  }

  @Test
  void aDurableLineIsThereWhenTheCallReturnsAndRefusedAfterTheEnd() throws Exception {
    var file = folder.resolve("audit.jsonl");
    var trail = AuditTrail.open(file);
    trail.appendDurably(event("r1"));
    assertThat(Files.readAllLines(file)).hasSize(1);
    trail.close();
    assertThatThrownBy(() -> trail.appendDurably(event("late")))
        .isInstanceOf(AuditUnavailable.class);
  }

  @Test
  void anInterruptedCallerStopsNobody() throws Exception {
    var file = folder.resolve("audit.jsonl");
    try (var trail = AuditTrail.open(file)) {
      Thread.currentThread().interrupt();
      trail.append(event("r1"));
      assertThat(Thread.interrupted()).isTrue();
      trail.append(event("r2"));
    }
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void theFieldsStandInTheirOrderAndThePlaceInTheChainLast() throws Exception {
    var file = folder.resolve("audit.jsonl");
    try (var trail = AuditTrail.open(file)) {
      trail.append(event("r1"));
      trail.append(
          new AuditEvent(
              TIME,
              "r2",
              "crm",
              null,
              null,
              null,
              "tools/call",
              "get_crm_summary",
              AuditEvent.Outcome.DENIED,
              "no_job_role"));
    }
    assertThat(Files.readAllLines(file))
        .map(line -> line.replaceFirst("\"chain\":\"[\\w-]{43}\"\\}$", "\"chain\":…}"))
        .containsExactly(
            """
            {"time":"2026-11-05T10:00:00.120Z","request_id":"r1","server":"hr","subject":"alice",\
            "client":"alice","role":"Manager","action":"initialize","outcome":"allowed",\
            "reason":"servers.hr.admit","seq":1,"chain":…}\
            """,
            """
            {"time":"2026-11-05T10:00:00.120Z","request_id":"r2","server":"crm","subject":null,\
            "client":null,"role":null,"action":"tools/call","tool":"get_crm_summary",\
            "outcome":"denied","reason":"no_job_role","seq":2,"chain":…}\
            """);
  }

  @Test
  void aHostileValueStaysInItsLineAndComesBackAsSent() throws Exception {
    var hostile = "a\"\\\r\n\t\u0000\u001b[2J\u0085\u2028\u202e\ud800\ufeff grün 😀";
    var file = folder.resolve("audit.jsonl");
    try (var trail = AuditTrail.open(file)) {
      trail.append(event(hostile));
      trail.append(event("😀".repeat(1000)));
    }
    var lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).doesNotContain("\u0085", "\u2028", "\u202e", "\u001b", "\ufeff");
    assertThat(lines.get(0)).contains("grün 😀");
    assertThat(JSON.readTree(lines.get(0)).get("request_id").asText()).isEqualTo(hostile);
    assertThat(JSON.readTree(lines.get(1)).get("request_id").asText())
        .isEqualTo("😀".repeat(128) + "…");
  }

  @Test
  void onlyTheServiceItselfMayReadTheFile() throws Exception {
    var file = folder.resolve("hr/audit.jsonl");
    AuditTrail.open(file).close();
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("hr/audit.key"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("hr/audit.checkpoints.jsonl"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("hr"))).isEqualTo("rwx------");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private interface Work {
    void run(int thread) throws Exception;
  }

  /** Runs the work in so many virtual threads at once; counts those that ended well. */
  private static int inThreads(int count, Work work) throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (var i = 0; i < count; i++) {
      var thread = i;
      tasks.add(() -> {
        work.run(thread);
        return 1;
      });
    }
    var ended = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(tasks)) {
        ended += done.get();
      }
    }
    return ended;
  }

  private static AuditEvent event(String requestId) {
    return new AuditEvent(
        TIME,
        requestId,
        "hr",
        "alice",
        "alice",
        "Manager",
        "initialize",
        null,
        AuditEvent.Outcome.ALLOWED,
        "servers.hr.admit");
  }
}
