package dev.rolegate.auth.audit;

import static dev.rolegate.auth.audit.WrittenAudit.chainedAnew;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts from an intact audit of thirty lines and does one thing to it. */
class AuditVerifierTest {
  private static final Logger log = LoggerFactory.getLogger(AuditVerifierTest.class);
  private static final int LINES = 30;

  @TempDir Path folder;
  private WrittenAudit audit;

  @BeforeEach
  void write() {
    audit = WrittenAudit.run(folder, LINES);
  }

  interface Change {
    void to(List<String> lines);
  }

  /**
   * @param line where the first finding is
   * @param said part of what it says
   */
  record Tampering(String name, Change change, long line, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Tampering> tamperings() {
    return Stream.of(
        new Tampering(
            "a word changed", l -> l.set(4, l.get(4).replace("r5", "r6")), 5, "was changed"),
        new Tampering(
            "the last character of a hash changed to one that decodes to the same",
            l -> l.set(4, respelt(l.get(4))),
            5,
            "was changed"),
        new Tampering("a carriage return added", l -> l.set(4, l.get(4) + "\r"), 5, "no chain"),
        new Tampering("a line taken out", l -> l.remove(4), 5, "taken out"),
        new Tampering("the first line taken out", l -> l.removeFirst(), 1, "taken out"),
        new Tampering("ten lines taken out", l -> l.subList(4, 14).clear(), 5, "taken out"),
        new Tampering("a line said twice", l -> l.add(5, l.get(4)), 6, "put in"),
        new Tampering("a foreign line put in", l -> l.add(4, "{\"time\":\"x\"}"), 5, "no chain"),
        new Tampering("an empty line put in", l -> l.add(4, ""), 5, "no chain"),
        new Tampering("a line added at the end", l -> l.add("{}"), 31, "no chain"),
        new Tampering("two lines exchanged", l -> Collections.swap(l, 4, 5), 5, "moved"),
        new Tampering("a line moved to the end", l -> l.add(l.remove(4)), 5, "moved"),
        new Tampering("the last line taken out", l -> l.removeLast(), 30, "the end is gone"),
        new Tampering("everything taken out", List::clear, 1, "the end is gone"),
        new Tampering(
            "a line changed and all chained anew",
            l -> rechain(l, l.get(14).replace("r15", "r99"), 14),
            20,
            "line 11 or later was changed"),
        new Tampering(
            "a line taken out and all chained anew",
            l -> {
              l.remove(14);
              Collections.copy(l, chainedAnew(l));
            },
            20,
            "line 11 or later was changed"),
        new Tampering(
            "a line of 200 KiB put in", l -> l.add(4, "x".repeat(200_000)), 5, "no chain"));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void everyTamperingIsFoundWithTheFilesBesideIt(Tampering tampering) throws Exception {
    var lines = audit.lines();
    tampering.change.to(lines);
    audit.rewrite(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    var report = audit.verified();
    assertThat(report.intact()).isFalse();
    var first = report.findings().getFirst();
    assertThat(first.sentence()).contains(tampering.said);
    assertThat(first.line()).isEqualTo(tampering.line);
  }

  @Test
  void twoChangesAreTwoFindings() throws Exception {
    var lines = audit.lines();
    lines.set(4, lines.get(4).replace("r5", "x"));
    lines.remove(20);
    audit.rewrite(lines);
    assertThat(audit.verified().findings()).map(Finding::line).containsExactly(5L, 21L);
    assertThat(audit.verified().vouchedLine()).isEqualTo(29);
  }

  @Test
  void tenThousandChangesAreEachFoundWhereTheyBegin() throws Exception {
    var anchor = audit.anchor();
    var whole = audit.text();
    var random = new Random(20261125);
    var missed = new ArrayList<String>();
    var changes = new EnumMap<Kind, Integer>(Kind.class);
    assertTimeoutPreemptively(
        Duration.ofMinutes(3),
        () -> {
          for (var i = 0; i < 10_000; i++) {
            var kind = Kind.values()[i % Kind.values().length];
            var changed = kind.really(whole, random);
            changes.merge(kind, 1, Integer::sum);
            var report = WrittenAudit.verified(changed, anchor);
            var where = report.findings().stream().mapToLong(Finding::line).min().orElse(-1);
            if (where != firstDifference(whole, changed)) {
              missed.add(kind + " " + i + ": " + report);
            }
          }
        });
    log.warn("MEASURED audit changes found and located: {} missed of {}", missed.size(), changes);
    assertThat(missed).isEmpty();
    assertThat(changes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(10_000);
    assertThat(changes.values())
        .hasSize(Kind.values().length)
        .allMatch(count -> count >= 10_000 / Kind.values().length);
  }

  /** What may be done once to a file. */
  private enum Kind {
    CHANGE_A_BYTE {
      @Override
      String change(String text, Random random) {
        var at = random.nextInt(text.length());
        return text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
      }
    },
    PUT_A_BYTE_IN {
      @Override
      String change(String text, Random random) {
        var at = random.nextInt(text.length());
        return text.substring(0, at) + (char) random.nextInt(256) + text.substring(at);
      }
    },
    TAKE_BYTES_OUT {
      @Override
      String change(String text, Random random) {
        var at = random.nextInt(text.length());
        var end = Math.min(text.length(), at + 1 + random.nextInt(400));
        return text.substring(0, at) + text.substring(end);
      }
    },
    PUT_A_LINE_IN {
      @Override
      String change(String text, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        lines.add(random.nextInt(lines.size() + 1), lines.get(random.nextInt(lines.size())));
        return String.join("\n", lines) + "\n";
      }
    },
    TAKE_LINES_OUT {
      @Override
      String change(String text, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        var from = random.nextInt(lines.size());
        lines.subList(from, Math.min(lines.size(), from + 1 + random.nextInt(3))).clear();
        return String.join("\n", lines) + "\n";
      }
    },
    MOVE_A_LINE {
      @Override
      String change(String text, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        var line = lines.remove(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size() + 1), line);
        return String.join("\n", lines) + "\n";
      }
    },
    CUT_THE_END {
      @Override
      String change(String text, Random random) {
        return text.substring(0, random.nextInt(text.length()));
      }
    };

    abstract String change(String text, Random random);

    /** The same until something has changed: a byte may be drawn that stands there already. */
    String really(String text, Random random) {
      var changed = change(text, random);
      while (changed.equals(text)) {
        changed = change(text, random);
      }
      return changed;
    }
  }

  /** The first line that is not as it was. */
  private static long firstDifference(String whole, String changed) {
    var at = 0;
    var most = Math.min(whole.length(), changed.length());
    while (at < most && changed.charAt(at) == whole.charAt(at)) {
      at++;
    }
    return 1 + whole.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  @Test
  void aCutEndTogetherWithItsCheckpointsIsFoundAgainstAnAnchorOnly() throws Exception {
    var anchor = audit.anchor();
    audit.rewrite(audit.lines().subList(0, 20));
    var checkpoints = Files.readAllLines(audit.checkpoints());
    Files.write(audit.checkpoints(), checkpoints.subList(0, 3));

    var without = audit.verified();
    assertThat(without.intact()).isTrue();
    assertThat(without.vouchedLine()).isEqualTo(20);
    assertThat(without.vouchedUntil()).isEqualTo("2026-11-25T10:00:20.000Z");

    var with = audit.verified(anchor);
    assertThat(with.findings())
        .containsExactly(
            new Finding(
                Finding.In.AUDIT,
                21,
                "the end is gone: the checkpoint of 2026-11-25T10:00:30.000Z saw lines up to"
                    + " number 30"));
  }

  @Test
  void whoHoldsTheKeyCanWriteAnotherHistoryAndOnlyAnAnchorContradicts() throws Exception {
    var anchor = audit.anchor();
    var lines = audit.lines();
    rechain(lines, lines.get(14).replace("r15", "r99"), 14);
    audit.rewrite(lines);
    var key = AuditKey.obtain(folder);
    var last = Objects.requireNonNull(ChainedLine.of(lines.getLast().getBytes(ISO_8859_1)));
    Files.writeString(
        audit.checkpoints(), key.sign(last.position(), WrittenAudit.TIME).line() + "\n");
    assertThat(audit.verified().intact()).isTrue();
    assertThat(audit.verified(anchor).intact()).isFalse();
  }

  /** Anchors that the service itself sent after the attack must not cover it up. */
  @Test
  void whoHoldsTheKeyAndLetsTheServiceGoOnIsContradictedByTheEarlierAnchors() throws Exception {
    var before = audit.anchor();
    var lines = audit.lines();
    rechain(lines, lines.get(14).replace("r15", "r99"), 14);
    audit.rewrite(lines);
    var key = AuditKey.obtain(folder);
    var last = Objects.requireNonNull(ChainedLine.of(lines.getLast().getBytes(ISO_8859_1)));
    Files.writeString(
        audit.checkpoints(), key.sign(last.position(), WrittenAudit.TIME).line() + "\n");
    WrittenAudit.run(folder, 5);
    var after = audit.anchor();
    assertThat(audit.verified().intact()).isTrue();
    assertThat(audit.verified(after).intact()).isTrue();
    assertThat(audit.verified(before, after).findings()).map(Finding::line).containsExactly(30L);
  }

  @Test
  void anEndThatWasCutAndGrewAgainIsFoundInTheAnchorsToo() throws Exception {
    var before = audit.anchor();
    audit.rewrite(audit.lines().subList(0, 20));
    var checkpoints = Files.readAllLines(audit.checkpoints());
    Files.write(audit.checkpoints(), checkpoints.subList(0, 2));
    try (var chain = AuditChain.open(audit.file(), WrittenAudit.TIME.plusSeconds(60))) {
      var after = chain.latest();
      assertThat(after.at().seq()).isEqualTo(20);
      assertThat(audit.verified().intact()).isTrue();
      assertThat(audit.verified(before, after).findings())
          .map(Finding::sentence)
          .satisfiesExactly(
              one ->
                  assertThat(one)
                      .startsWith("anchors, line 2: ")
                      .contains("ended with number 20, after number 30 was seen"),
              one -> assertThat(one).startsWith("line 21: the end is gone"));
      for (var i = 0; i < 20; i++) {
        chain.append(List.of(WrittenAudit.opening("new" + i)));
      }
      assertThat(audit.verified(before, after).findings())
          .map(Finding::line)
          .containsExactly(30L, 2L);
    }
  }

  static Stream<Map.Entry<String, String>> forgedCheckpoints() {
    var cases = new HashMap<String, String>();
    cases.put("\"time\":\"2026-11-25T10:00:30", "\"time\":\"2026-11-25T10:00:31");
    cases.put("\"checkpoint\":30,", "\"checkpoint\":31,");
    cases.put("\"signature\":\"", "\"signature\":\"A");
    cases.put("\"key\":\"", "\"key\":\"A");
    return cases.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("forgedCheckpoints")
  void aCheckpointThatWasChangedVouchesForNothing(Map.Entry<String, String> change)
      throws Exception {
    var checkpoints = Files.readAllLines(audit.checkpoints());
    var last = checkpoints.getLast();
    var changed = last.replace(change.getKey(), change.getValue());
    if (changed.length() > last.length()) {
      // One character more in front, one less at the end of the value.
      var end =
          changed.indexOf('"', changed.indexOf(change.getValue()) + change.getValue().length());
      changed = changed.substring(0, end - 1) + changed.substring(end);
    }
    assertThat(changed).isNotEqualTo(last);
    // The thirtieth line is vouched for twice: after every tenth, and at the end.
    Files.write(
        audit.checkpoints(),
        Stream.concat(checkpoints.subList(0, 3).stream(), Stream.of(changed)).toList());
    var report = audit.verified();
    assertThat(report.findings())
        .singleElement()
        .matches(f -> f.in() == Finding.In.CHECKPOINTS && f.line() == 4);
    assertThat(report.vouchedLine()).isEqualTo(20);
  }

  @Test
  void withoutAnyCheckpointNothingIsIntact() throws Exception {
    Files.delete(audit.checkpoints());
    assertThat(audit.verified().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.what()).contains("no checkpoint vouches"));
  }

  @Test
  void linesAfterTheLastCheckpointAreToldApart() throws Exception {
    var checkpoints = Files.readAllLines(audit.checkpoints());
    Files.write(audit.checkpoints(), checkpoints.subList(0, 3));
    assertThat(audit.verified().sentences())
        .containsExactly(
            "30 lines, vouched for up to line 20 by a checkpoint of 2026-11-25T10:00:20.000Z",
            "the 10 after it are not: nobody could tell whether there were others",
            "intact");
  }

  @Test
  void anAuditAsItWasWrittenIsIntact() throws Exception {
    assertThat(audit.verified().sentences())
        .containsExactly(
            "30 lines, vouched for up to line 30 by a checkpoint of 2026-11-25T10:00:30.000Z",
            "intact");
    assertThat(WrittenAudit.verified(audit.text(), audit.anchor()).intact()).isTrue();
  }

  private static void rechain(List<String> lines, String line, int at) {
    lines.set(at, line);
    Collections.copy(lines, chainedAnew(lines));
  }

  /** Base64url of 32 bytes leaves two bits of its last character unused. */
  private static String respelt(String line) {
    var at = line.length() - 3;
    return line.substring(0, at) + (char) (line.charAt(at) + 1) + line.substring(at + 1);
  }
}
