package dev.rolegate.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.anchor.AnchorConfig;
import dev.rolegate.auth.anchor.Receiver;
import dev.rolegate.auth.audit.Anchors;
import dev.rolegate.auth.audit.AuditVerdict;
import dev.rolegate.auth.audit.Device;
import dev.rolegate.auth.audit.VerifyAudit;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
    assertVouched(file, 10_000);
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
  void aDurableLineIsForcedToTheDeviceAfterItWasWrittenAndBeforeTheCallReturns() throws Exception {
    var file = folder.resolve("audit.jsonl");
    var device = new SlowDevice(file);
    try (var trail = open(file, device)) {
      trail.append(event("r1"));
      device.hold();
      var call =
          CompletableFuture.runAsync(
              () -> durably(trail, "r2"), Executors.newVirtualThreadPerTaskExecutor());
      assertThat(device.held.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(call).isNotDone();
      // What the device is asked to take holds the line.
      assertThat(device.content).contains("\"r1\"", "\"r2\"");
      device.release();
      call.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatTheDeviceRefusesIsNotDoneAndHealthSaysSoUntilItTakesIt() throws Exception {
    var file = folder.resolve("audit.jsonl");
    var device = new SlowDevice(file);
    try (var trail = open(file, device)) {
      device.failing = true;
      assertThatThrownBy(() -> trail.appendDurably(event("r1")))
          .isInstanceOf(AuditUnavailable.class)
          .hasMessage("The audit cannot be written.");
      await(() -> !trail.vouched());
      // A decision has its line all the same.
      trail.append(event("r2"));
      assertThat(trail.writable()).isTrue();
      assertThat(trail.line()).isEqualTo(2);
      assertThat(trail.vouchedLine()).isZero();
      device.failing = false;
      await(trail::vouched);
      assertThat(trail.vouchedLine()).isEqualTo(2);
      trail.appendDurably(event("r3"));
    }
    assertVouched(file, 3);
  }

  @Test
  void callersAtTheSameTimeShareWhatIsForcedAndNothingIsLost() throws Exception {
    var file = folder.resolve("audit.jsonl");
    var device = new SlowDevice(file);
    try (var trail = open(file, device)) {
      // All but the first wait while the device is busy, and then are taken at once.
      device.hold();
      var calls = new ArrayList<CompletableFuture<Void>>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var i = 0; i < 200; i++) {
          var id = "d" + i;
          calls.add(CompletableFuture.runAsync(() -> durably(trail, id), threads));
        }
        await(() -> trail.line() == 200);
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        device.release();
      }
      assertThat(calls)
          .allMatch(CompletableFuture::isDone)
          .noneMatch(call -> call.isCompletedExceptionally());
      // The one under way, the one for all others, and the second's checkpoint with its own file.
      assertThat(device.forced.get()).isLessThanOrEqualTo(10);
      inThreads(
          40,
          i -> {
            for (var j = 0; j < 50; j++) {
              if ((i + j) % 2 == 0) {
                trail.append(event(i + "-" + j));
              } else {
                trail.appendDurably(event(i + "-" + j));
              }
            }
          });
    }
    assertThat(Files.readAllLines(file)).hasSize(2200).doesNotHaveDuplicates();
    assertVouched(file, 2200);
  }

  @Test
  void everyCheckpointIsKeptElsewhereWhereACutEndIsFound() throws Exception {
    var kept = folder.resolve("kept.jsonl");
    var file = folder.resolve("audit.jsonl");
    try (var receiver = new Receiver()) {
      try (var trail = AuditTrail.inFolder(folder, new AnchorConfig("hr", receiver.url()))) {
        Files.writeString(kept, receiver.next().body());
        trail.append(event("r1"));
        trail.append(event("r2"));
        Files.writeString(kept, receiver.next().body(), StandardOpenOption.APPEND);
        trail.append(event("r3"));
        await(() -> trail.anchors().kept() != null);
        assertThat(trail.anchors().failing()).isFalse();
      }
      // The last one is sent before the end.
      while (receiver.waiting() > 0) {
        Files.writeString(kept, receiver.next().body(), StandardOpenOption.APPEND);
      }
    }
    assertThat(Files.readAllLines(kept)).last().asString().startsWith("{\"checkpoint\":3,");
    assertThat(VerifyAudit.verify(file, kept).exitCode()).isZero();
    var lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));
    var checkpoints = folder.resolve("audit.checkpoints.jsonl");
    Files.write(
        checkpoints,
        Files.readAllLines(checkpoints).stream()
            .filter(line -> !line.startsWith("{\"checkpoint\":3,"))
            .toList());
    assertThat(VerifyAudit.verify(file, null).exitCode()).isZero();
    assertThat(VerifyAudit.verify(file, kept).sentences())
        .anyMatch(said -> said.startsWith("line 3: the end is gone"));
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
      trail.append(
          AuditEvent.about(
              TestCallers.behind(TestCallers.ALICE, "agent", "Officer"),
              TIME,
              "r3",
              "hr",
              "ping",
              null,
              AuditEvent.Outcome.ALLOWED,
              "admitted"));
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
            """,
            """
            {"time":"2026-11-05T10:00:00.120Z","request_id":"r3","server":"hr","subject":"alice",\
            "client":"alice","role":"Manager","actor":"agent","action":"ping",\
            "outcome":"allowed","reason":"admitted","seq":3,"chain":…}\
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

  private static void assertVouched(Path file, long line) {
    assertThat(VerifyAudit.verify(file, null))
        .isInstanceOfSatisfying(
            AuditVerdict.Verified.class,
            verified -> {
              assertThat(verified.report().findings()).isEmpty();
              assertThat(verified.report().vouchedLine()).isEqualTo(line);
            });
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** A real device that may be held, or refuse; knows what was in the file when it was asked. */
  private static final class SlowDevice implements Device {
    final AtomicInteger forced = new AtomicInteger();
    final CountDownLatch held = new CountDownLatch(1);
    volatile boolean failing;
    volatile String content = "";
    private final Path file;
    private volatile CountDownLatch free = new CountDownLatch(0);

    SlowDevice(Path file) {
      this.file = file;
    }

    void hold() {
      free = new CountDownLatch(1);
    }

    void release() {
      free.countDown();
    }

    @Override
    public void force(FileDescriptor descriptor) throws IOException {
      if (failing) {
        throw new IOException("the device is gone");
      }
      if (free.getCount() > 0) {
        content = Files.readString(file);
        held.countDown();
        try {
          free.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      forced.incrementAndGet();
      OF_THE_FILE.force(descriptor);
    }
  }

  private static AuditTrail open(Path file, Device device) throws IOException {
    return AuditTrail.open(file, device, () -> Anchors.NONE);
  }

  private static void durably(AuditTrail trail, String id) {
    try {
      trail.appendDurably(event(id));
    } catch (AuditUnavailable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
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
