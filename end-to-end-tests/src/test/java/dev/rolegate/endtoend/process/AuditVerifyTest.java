package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rolegate.auth.anchor.Receiver;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code scripts/audit-verify} on the audit that a service left, and on what was done to it. */
class AuditVerifyTest {
  private static final int LINES = 20;

  @TempDir private static Path data;
  private static ServiceProcess hr;
  private static Receiver receiver;
  private static Path anchors;

  /** What the audit had when it was half as long. */
  private static int half;

  @TempDir private Path copy;

  @BeforeAll
  static void write() throws Exception {
    anchors = data.resolve("anchors.jsonl");
    receiver = new Receiver();
    var environment = new HashMap<>(SharedSecret.in(data).environment());
    environment.put("AUDIT_ANCHOR_URL", receiver.url().toString());
    hr = ServiceProcess.start(dev.rolegate.hr.Main.class, data, environment);
    ask(LINES / 2);
    do {
      half = keep();
    } while (half < LINES / 2);
    ask(LINES - half);
    assertThat(verify(data, "hr", "--anchor", anchors.toString()))
        .satisfies(running -> assertThat(running.status()).as(running.out()).isZero());
    hr.terminate();
    assertThat(hr.exitCode()).isEqualTo(143);
    while (receiver.waiting() > 0) {
      keep();
    }
  }

  @AfterAll
  static void end() {
    hr.close();
    receiver.close();
  }

  private interface Change {
    void to(List<String> lines);
  }

  record Tampering(String name, Change change, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Tampering> tamperings =
      List.of(
          new Tampering(
              "an edit",
              lines -> lines.set(4, lines.get(4).replace("denied", "allowed")),
              "line 5: was changed"),
          new Tampering("a deletion", lines -> lines.remove(4), "line 5: number 6 stands where 5"),
          new Tampering(
              "an insertion",
              lines -> lines.add(4, lines.get(7)),
              "line 5: number 8 stands where 5 belongs"),
          new Tampering(
              "a swap", lines -> Collections.swap(lines, 4, 5), "line 5: number 6 stands where 5"),
          new Tampering("a cut tail", List::removeLast, "line 20: the end is gone"));

  @ParameterizedTest
  @FieldSource("tamperings")
  void whatWasDoneIsFoundAndWhere(Tampering tampering) throws Exception {
    var file = audit();
    var lines = new ArrayList<>(Files.readAllLines(file));
    assertThat(lines).hasSize(LINES);
    tampering.change.to(lines);
    Files.write(file, lines);
    var ended = verify(data, file.toString());
    assertThat(ended.out()).contains(tampering.said).endsWith("TAMPERED\n");
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void anEndThatWasCutWithItsCheckpointsIsFoundAgainstAnAnchor() throws Exception {
    var file = audit();
    Files.write(file, Files.readAllLines(file).subList(0, half));
    var checkpoints = file.resolveSibling("audit.checkpoints.jsonl");
    var kept =
        Files.readAllLines(checkpoints).stream()
            .filter(line -> Json.parse(line).get("checkpoint").asInt() <= half)
            .toList();
    Files.write(checkpoints, kept);
    var without = verify(data, file.toString());
    assertThat(without.status()).as(without.out()).isZero();
    assertThat(without.out())
        .startsWith(
            "%d lines, vouched for up to line %d by a checkpoint of ".formatted(half, half));
    var with = verify(data, file.toString(), "--anchor", anchors.toString());
    assertThat(with.status()).isEqualTo(1);
    assertThat(with.out()).startsWith("line " + (half + 1) + ": the end is gone");
  }

  @Test
  void whatCannotBeVerifiedEndsWithTwo() throws Exception {
    var nothing = Files.writeString(copy.resolve("nothing"), "{}\n").toString();
    for (var arguments :
        List.of(
            List.<String>of(),
            List.of("project"),
            List.of("hr", "--anchor"),
            List.of("hr", "--anchor", nothing),
            List.of("hr", "--anchor", nothing + ".none"))) {
      var ended = verify(data, arguments.toArray(String[]::new));
      assertThat(ended.status()).as(arguments + ": " + ended.out()).isEqualTo(2);
    }
  }

  @Test
  void anAuditAsItWasLeftIsIntactInWordsAndInJson() throws Exception {
    var words = verify(data, "hr", "--anchor", anchors.toString());
    assertThat(words.status()).as(words.out()).isZero();
    assertThat(words.out()).startsWith("20 lines, vouched for up to line 20").endsWith("intact\n");
    var json = verify(data, "hr", "--json");
    assertThat(json.status()).isZero();
    assertThat(Json.parse(json.out()).get("verdict").asText()).isEqualTo("intact");
    assertThat(Json.parse(json.out()).get("vouched_line").asInt()).isEqualTo(LINES);
  }

  /** {@code docs/audit.md} shows how little it takes to keep what is sent. */
  @Test
  void theReceiverOfTheDocumentationKeepsWhatIsSent() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
    var docs = Files.readString(Repository.file("docs/audit.md"));
    var begin = docs.indexOf("```python\n") + "```python\n".length();
    var port = Addresses.freePorts(1).getFirst();
    var program = docs.substring(begin, docs.indexOf("```", begin));
    assertThat(program).contains("8200");
    var python =
        new ProcessBuilder(
                "/usr/bin/python3", "-c", program.replace("8200", Integer.toString(port)))
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (var line : Files.readAllLines(anchors)) {
        post(python, URI.create("http://127.0.0.1:" + port), line + "\n");
      }
      assertThat(copy.resolve("anchors.jsonl")).hasSameTextualContentAs(anchors);
    } finally {
      python.destroy();
      python.waitFor();
    }
  }

  /** Again while it does not listen yet. */
  private static void post(Process receiver, URI url, String line) {
    while (true) {
      try {
        assertThat(Http.post(url, line).status()).isEqualTo(204);
        return;
      } catch (UncheckedIOException notYet) {
        assertThat(receiver.isAlive()).isTrue();
      }
    }
  }

  /** Refused requests: each is a decision, and a line. */
  private static void ask(int times) {
    for (var i = 0; i < times; i++) {
      assertThat(Http.post(hr.url().resolve("/mcp"), "{}").status()).isEqualTo(401);
    }
  }

  /** Keeps the next checkpoint that was sent, and says what it saw. */
  private static int keep() throws Exception {
    var sent = receiver.next().body();
    Files.writeString(anchors, sent, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return Json.parse(sent).get("checkpoint").asInt();
  }

  /** A copy of what the service left, to be changed. */
  private Path audit() throws IOException {
    for (var name : List.of("audit.jsonl", "audit.checkpoints.jsonl", "audit.key")) {
      Files.copy(data.resolve("hr").resolve(name), copy.resolve(name));
    }
    return copy.resolve("audit.jsonl");
  }

  private record Ended(int status, String out) {}

  private static Ended verify(Path data, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Repository.file("scripts/audit-verify").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("DATA_DIR", data.toString()));
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }
}
