package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAuditTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void whatCannotBeVerifiedIsToldApartFromWhatIsTampered() throws Exception {
    var audit = WrittenAudit.run(folder, 3).file().toString();
    var noAnchor = Files.writeString(folder.resolve("anchor"), "{}\n").toString();
    assertThat(run()).isEqualTo(2);
    assertThat(run(audit, "--anchor")).isEqualTo(2);
    assertThat(run(audit, "--other", noAnchor)).isEqualTo(2);
    assertThat(run(audit, "--anchor", noAnchor)).isEqualTo(2);
    assertThat(run(audit, "--anchor", audit + ".none")).isEqualTo(2);
    assertThat(run(audit + ".none")).isEqualTo(2);
    assertThat(said.toString(UTF_8))
        .contains("usage: ", "the anchor file holds no checkpoint", "is no file");
  }

  @Test
  void aTamperedFileEndsWithOneAndAnIntactOneWithZero() throws Exception {
    var audit = WrittenAudit.run(folder, 3);
    var file = audit.file().toString();
    var anchor = Files.copy(audit.checkpoints(), folder.resolve("anchor")).toString();
    assertThat(run(file)).isZero();
    assertThat(run(file, "--anchor", anchor)).isZero();
    audit.rewrite(audit.text().replace("r2", "r3"));
    assertThat(run(file, "--anchor", anchor)).isEqualTo(1);
    assertThat(said.toString(UTF_8)).contains("line 2: was changed\n").endsWith("TAMPERED\n");
  }

  @Test
  void theVerdictIsOneObjectOfJson() throws Exception {
    var audit = WrittenAudit.run(folder, 3);
    assertThat(run(audit.file().toString(), "--json")).isZero();
    audit.rewrite(audit.text().replace("r2", "r3"));
    assertThat(run(audit.file().toString(), "--json")).isEqualTo(1);
    assertThat(run(audit.file() + ".none", "--json")).isEqualTo(2);
    assertThat(said.toString(UTF_8).lines().map(VerifyAuditTest::parsed))
        .satisfiesExactly(
            intact ->
                assertThat(intact)
                    .isEqualTo(
                        parsed(
                            """
                            {"verdict":"intact","lines":3,"vouched_line":3,\
                            "vouched_until":"2026-11-25T10:00:03.000Z","found":0,"findings":[],\
                            "notes":[]}\
                            """)),
            tampered -> {
              assertThat(tampered.get("verdict").asText()).isEqualTo("tampered");
              assertThat(tampered.get("found").asInt()).isEqualTo(1);
              assertThat(tampered.at("/findings/0"))
                  .isEqualTo(parsed("{\"in\":\"audit\",\"line\":2,\"what\":\"was changed\"}"));
            },
            none -> {
              assertThat(none.get("verdict").asText()).isEqualTo("not_verified");
              assertThat(none.get("reason").asText()).contains("is no file");
            });
  }

  @Test
  void aFileOfManyAnchorsHoldsThoseOfOthersAndLinesThatAreNone() throws Exception {
    var audit = WrittenAudit.run(folder.resolve("hr"), 30);
    var other = WrittenAudit.run(folder.resolve("crm"), 20);
    var forged = audit.anchor().line().replace("\"checkpoint\":30,", "\"checkpoint\":99,");
    var collected = new ArrayList<>(List.of("Listening on 8200", ""));
    collected.addAll(Files.readAllLines(audit.checkpoints()).subList(0, 2));
    collected.addAll(Files.readAllLines(other.checkpoints()));
    collected.add(forged);
    // As a log tells it, as text and as JSON.
    collected.add(
        "INFO  AuditTrail  Audit checkpoint " + Files.readAllLines(audit.checkpoints()).get(2));
    collected.add(JSON.createObjectNode().put("message", "x " + audit.anchor().line()).toString());
    var anchors = Files.write(folder.resolve("anchors"), collected);
    var verdict = VerifyAudit.verify(audit.file(), anchors);
    assertThat(verdict.exitCode()).as(verdict.sentences().toString()).isZero();
    var otherKey = other.anchor().key();
    assertThat(verdict.sentences())
        .contains("anchors, line 9: its signature does not fit, and is passed over")
        .anyMatch(said ->
            said.startsWith("anchors: passed over those of other keys: " + otherKey)
                && said.contains("(up to number 20, 2026-11-25T10:00:20.000Z)"));
    // The newest counts, wherever it stands.
    audit.rewrite(audit.lines().subList(0, 25));
    Files.write(audit.checkpoints(), Files.readAllLines(audit.checkpoints()).subList(0, 3));
    assertThat(VerifyAudit.verify(audit.file(), null).exitCode()).isZero();
    assertThat(VerifyAudit.verify(audit.file(), anchors).sentences())
        .anyMatch(
            said -> said.startsWith("line 26: the end is gone") && said.endsWith("number 30"));
  }

  @Test
  void anAnchorThatArrivesLateIsNoSignOfACut() throws Exception {
    var audit = WrittenAudit.run(folder, 30);
    var lines = new ArrayList<>(Files.readAllLines(audit.checkpoints()).subList(0, 4));
    lines.add(lines.remove(1));
    var anchors = Files.write(folder.resolve("anchors"), lines);
    assertThat(VerifyAudit.verify(audit.file(), anchors).exitCode()).isZero();
  }

  @Test
  void anchorsOfAnotherAuditProveNothing() throws Exception {
    var audit = WrittenAudit.run(folder.resolve("hr"), 3);
    var other = WrittenAudit.run(folder.resolve("crm"), 3);
    var key = Objects.requireNonNull(AuditKey.find(folder.resolve("hr"))).id();
    assertThat(VerifyAudit.verify(audit.file(), other.checkpoints()))
        .isInstanceOfSatisfying(
            AuditVerdict.NotVerified.class,
            not ->
                assertThat(not.why())
                    .contains("no checkpoint of this audit, whose key is " + key)
                    .contains("was audit.key replaced?"));
  }

  /** An auditor elsewhere has the file and what was sent, and no key. */
  @Test
  void withoutTheKeyTheAnchorsOfOneAuditAreEnoughAndThoseOfSeveralTooMany() throws Exception {
    var audit = WrittenAudit.run(folder.resolve("hr"), 30);
    var other = WrittenAudit.run(folder.resolve("crm"), 3);
    var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    var copy = Files.copy(audit.file(), elsewhere.resolve("audit.jsonl"));
    assertThat(VerifyAudit.verify(copy, null).exitCode()).isEqualTo(1);
    var own = VerifyAudit.verify(copy, audit.checkpoints());
    assertThat(own.exitCode()).as(own.sentences().toString()).isZero();
    assertThat(own.sentences()).anyMatch(said -> said.contains("vouched for up to line 30"));
    var mixed = Files.readAllLines(audit.checkpoints());
    mixed.addAll(Files.readAllLines(other.checkpoints()));
    var verdict = VerifyAudit.verify(copy, Files.write(folder.resolve("mixed"), mixed));
    assertThat(verdict.exitCode()).isEqualTo(2);
    assertThat(verdict.sentences().getFirst()).contains("holds checkpoints of several keys");
    // Nor does a forged number help: what is compared is the chain.
    Files.writeString(copy, audit.text().replace("r7", "r8"), ISO_8859_1);
    assertThat(VerifyAudit.verify(copy, audit.checkpoints()).sentences())
        .contains("line 7: was changed");
  }

  @Test
  void aTimeIsComparedAsItIsWritten() {
    assertThat(Checkpoint.text(Instant.parse("2026-11-25T10:00:00Z")))
        .isLessThan(Checkpoint.text(Instant.parse("2026-11-25T10:00:00.001Z")));
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private int run(String... args) {
    return VerifyAudit.run(List.of(args), said);
  }
}
