package dev.rolegate.auth.audit;

import static dev.rolegate.auth.audit.WrittenAudit.TIME;
import static dev.rolegate.auth.audit.WrittenAudit.opening;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AuditChainTest {
  @TempDir Path folder;

  @BeforeAll
  static void silence() {
    ((Logger) LoggerFactory.getLogger(AuditChain.class)).setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    ((Logger) LoggerFactory.getLogger(AuditChain.class)).setLevel(null);
  }

  @Test
  void aFileThatAnotherProcessWritesIsRefused() throws Exception {
    var audit = new WrittenAudit(folder.resolve("audit.jsonl"));
    try (var _ = audit.open()) {
      assertThatThrownBy(audit::open)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("is written by another process");
    }
    audit.open().close();
  }

  @Test
  void aKeyFileWithoutAKeyIsRefusedAndLeavesTheFileFree() throws Exception {
    var key = folder.resolve("audit.key");
    var audit = WrittenAudit.run(folder, 3);
    var kept = Files.readString(key);
    Files.writeString(key, "short\n");
    assertThatThrownBy(audit::open)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("audit.key: holds no key");
    Files.writeString(key, kept);
    audit.open().close();
    assertThat(audit.verified().intact()).isTrue();
  }

  private interface Damage {
    void to(WrittenAudit audit) throws Exception;
  }

  private record WhileItWasDown(String name, Damage damage, String reason) {}

  private static final List<WhileItWasDown> damages =
      List.of(
          new WhileItWasDown(
              "the last line changed",
              a -> a.rewrite(a.text().replace("\"r15\"", "\"r16\"")),
              "does not follow the one before"),
          new WhileItWasDown(
              "the end cut", a -> a.rewrite(a.lines().subList(0, 12)), "its end is gone"),
          new WhileItWasDown("all removed", a -> Files.delete(a.file()), "its end is gone"),
          new WhileItWasDown(
              "the end rewritten and chained",
              a -> {
                var lines = a.lines();
                lines.set(13, lines.get(13).replace("r14", "r99"));
                a.rewrite(WrittenAudit.chainedAnew(lines));
              },
              "is not the one that the checkpoint"),
          new WhileItWasDown(
              "a line without a chain added",
              a -> Files.writeString(a.file(), "{}\n", StandardOpenOption.APPEND),
              "carries no chain"),
          new WhileItWasDown(
              "the checkpoints removed", a -> Files.delete(a.checkpoints()), "no checkpoint"),
          new WhileItWasDown(
              "the key removed",
              a -> Files.delete(a.file().resolveSibling("audit.key")),
              "audit.key"));

  @Test
  void whatWasChangedWhileItWasDownIsMarkedLoudlyAndTheServiceGoesOn() throws Exception {
    for (var one : damages) {
      var own = folder.resolve(one.name);
      var audit = WrittenAudit.run(own, 15);
      one.damage.to(audit);
      WrittenAudit.run(own, 5);
      assertThat(audit.lines())
          .as(one.name)
          .filteredOn(line -> line.startsWith("{\"marker\":\"restarted\""))
          .singleElement()
          .asString()
          .contains(one.reason);
      var report = audit.verified();
      assertThat(report.intact()).as(one.name).isFalse();
      assertThat(report.vouchedLine()).as(one.name).isEqualTo(audit.lines().size());
      // It is said once: the next start finds the file as it was left.
      var size = audit.lines().size();
      WrittenAudit.run(own, 5);
      assertThat(audit.lines()).as(one.name).hasSize(size + 5);
    }
  }

  @Test
  void aFileFromBeforeTheChainIsContinuedBehindAMarker() throws Exception {
    var audit = new WrittenAudit(folder.resolve("audit.jsonl"));
    audit.rewrite(List.of("{\"time\":\"a\"}", "{\"time\":\"b\"}"));
    WrittenAudit.run(folder, 2);
    assertThat(audit.lines()).hasSize(5);
    assertThat(audit.verified().findings()).map(Finding::line).containsExactly(1L, 2L, 3L);
  }

  @Test
  void wherverACrashCutsTheLastLineTheChainGoesOn() throws Exception {
    var made = WrittenAudit.run(folder.resolve("made"), 3);
    var text = made.text();
    var checkpoints = Files.readAllLines(made.checkpoints()).getFirst() + "\n";
    var third = text.lastIndexOf('\n', text.length() - 2) + 1;
    for (var cut = third; cut <= text.length(); cut++) {
      var in = Files.createDirectories(folder.resolve("cut" + cut));
      var audit = new WrittenAudit(in.resolve("audit.jsonl"));
      Files.copy(made.file().resolveSibling("audit.key"), in.resolve("audit.key"));
      Files.writeString(audit.checkpoints(), checkpoints);
      audit.rewrite(text.substring(0, cut));
      WrittenAudit.run(in, 2);
      var report = audit.verified();
      assertThat(report.sentences()).as("cut at %d of %d", cut, text.length()).endsWith("intact");
      var piece = cut > third && cut < text.length() - 1;
      var whole = cut >= text.length() - 1;
      assertThat(report.lines()).isEqualTo(piece ? 6 : whole ? 5 : 4);
      assertThat(report.vouchedLine()).isEqualTo(report.lines());
      assertThat(audit.text()).startsWith(text.substring(0, cut));
    }
  }

  @Test
  void aPieceThatACrashLeftCannotBeChangedLater() throws Exception {
    var audit = WrittenAudit.run(folder, 3);
    Files.writeString(audit.file(), "{\"time\":\"2026", StandardOpenOption.APPEND);
    WrittenAudit.run(folder, 2);
    assertThat(audit.verified().intact()).isTrue();
    audit.rewrite(audit.text().replace("\n{\"time\":\"2026\n", "\n{\"time\":\"2025\n"));
    assertThat(audit.verified().findings()).map(Finding::line).containsExactly(4L);
    // And the start after the one that marked it reads over it.
    audit.rewrite(audit.text().replace("\n{\"time\":\"2025\n", "\n{\"time\":\"2026\n"));
    WrittenAudit.run(folder, 1);
    assertThat(audit.verified().intact()).isTrue();
  }

  @Test
  void aStartRightAfterOneThatMarkedAPieceReadsOverIt() throws Exception {
    var audit = WrittenAudit.run(folder, 3);
    Files.writeString(audit.file(), "{\"time\":\"2026", StandardOpenOption.APPEND);
    audit.open().close();
    audit.open().close();
    assertThat(audit.lines()).hasSize(5);
    assertThat(audit.verified().intact()).isTrue();
  }

  @Test
  void aChainRunsThroughRestarts() throws Exception {
    var audit = WrittenAudit.run(folder, 13);
    WrittenAudit.run(folder, 14);
    WrittenAudit.run(folder, 15);
    assertThat(audit.verified().sentences())
        .containsExactly(
            "42 lines, vouched for up to line 42 by a checkpoint of 2026-11-25T10:00:15.000Z",
            "intact");
    assertThat(ChainedLine.of(audit.lines().getLast().getBytes(ISO_8859_1)))
        .extracting(ChainedLine::seq)
        .isEqualTo(42L);
  }

  @Test
  void checkpointsBesideAppendsLeaveWholeLines() throws Exception {
    var audit = new WrittenAudit(folder.resolve("audit.jsonl"));
    var ended = new AtomicBoolean();
    try (var chain = audit.open()) {
      var vouching =
          CompletableFuture.runAsync(() -> {
            while (!ended.get()) {
              try {
                var _ = chain.checkpoint(TIME);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
      for (var i = 0; i < 2000; i++) {
        chain.append(List.of(opening("a" + i), opening("b" + i)));
      }
      ended.set(true);
      vouching.join();
      var _ = chain.checkpoint(TIME);
    }
    var report = audit.verified();
    assertThat(report.sentences()).hasSize(2).endsWith("intact");
    assertThat(report.vouchedLine()).isEqualTo(4000);
  }

  @Test
  void anAuditIsIntactAlsoWhileItIsWritten() throws Exception {
    var audit = new WrittenAudit(folder.resolve("audit.jsonl"));
    var ended = new AtomicBoolean();
    try (var chain = audit.open()) {
      var writing =
          CompletableFuture.runAsync(() -> {
            for (var i = 0; !ended.get(); i++) {
              try {
                chain.append(List.of(opening("r" + i)));
                var _ = chain.checkpoint(TIME);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
      try {
        for (var i = 0; i < 200; i++) {
          assertThat(audit.verified().findings()).isEmpty();
        }
      } finally {
        ended.set(true);
        writing.join();
      }
    }
    assertThat(audit.verified().sentences()).endsWith("intact");
  }
}
