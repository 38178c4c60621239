package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An audit that a service wrote and left: the valid thing of which a test breaks one. */
record WrittenAudit(Path file) {
  static final Instant TIME = Instant.parse("2026-11-25T10:00:00Z");

  /** One run of a service: so many lines, a checkpoint after every tenth and at the end. */
  static WrittenAudit run(Path folder, int lines) {
    var audit = new WrittenAudit(folder.resolve("audit.jsonl"));
    try (var chain = audit.open()) {
      for (var i = 1; i <= lines; i++) {
        chain.append(List.of(opening("r" + i)));
        if (i % 10 == 0) {
          var _ = chain.checkpoint(TIME.plusSeconds(i));
        }
      }
      var _ = chain.checkpoint(TIME.plusSeconds(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return audit;
  }

  AuditChain open() throws IOException {
    return AuditChain.open(file, TIME);
  }

  static byte[] opening(String id) {
    return "{\"time\":\"%s\",\"request_id\":\"%s\",\"subject\":\"grün\""
        .formatted(TIME, id)
        .getBytes(UTF_8);
  }

  /** Lines as text in which one character is one byte, so that any byte can be changed. */
  List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file, ISO_8859_1));
  }

  String text() throws IOException {
    return Files.readString(file, ISO_8859_1);
  }

  void rewrite(String text) throws IOException {
    Files.writeString(file, text, ISO_8859_1);
  }

  void rewrite(List<String> lines) throws IOException {
    rewrite(String.join("\n", lines) + "\n");
  }

  Path checkpoints() {
    return CheckpointFile.beside(file);
  }

  /** What an operator would keep elsewhere. */
  Checkpoint anchor() throws IOException {
    return Objects.requireNonNull(
        Checkpoint.parse(Files.readAllLines(checkpoints()).getLast()), "anchor");
  }

  AuditReport verified() throws IOException {
    return report(AuditVerifier.verify(file, null));
  }

  /** Verifies it against checkpoints that were kept elsewhere, too. */
  AuditReport verified(Checkpoint... anchors) throws IOException {
    return report(AuditVerifier.verify(file, kept(anchors)));
  }

  /** A file elsewhere with these checkpoints. */
  Path kept(Checkpoint... anchors) throws IOException {
    return Files.write(
        Files.createTempFile(file.getParent(), "kept-", ".jsonl"),
        Stream.of(anchors).map(Checkpoint::line).toList());
  }

  /** Verifies other content in its place against the anchor alone. */
  static AuditReport verified(String text, Checkpoint anchor) throws IOException {
    return report(AuditVerifier.verify(lines(text), lines(""), null, lines(anchor.line() + '\n')));
  }

  static AuditReport report(AuditVerdict verdict) {
    return switch (verdict) {
      case AuditVerdict.Verified(var report) -> report;
      case AuditVerdict.NotVerified(var why) -> throw new AssertionError(why);
    };
  }

  private static BoundedLines lines(String text) {
    return new BoundedLines(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
  }

  /** Chains lines anew from the first, as an attacker would who has no key. */
  static List<String> chainedAnew(List<String> lines) {
    var hash = new ChainHash();
    var out = new ByteArrayOutputStream();
    var at = ChainPosition.START;
    for (var line : lines) {
      var opening = line.replaceFirst(",\"seq\":\\d+,\"chain\":\"[\\w-]{43}\"\\}$", "");
      at = ChainedLine.write(out, hash, at, opening.getBytes(ISO_8859_1));
    }
    return new ArrayList<>(out.toString(ISO_8859_1).lines().toList());
  }
}
