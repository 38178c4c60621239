package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What must hold for every answer, whatever was asked: {@code oracles_for_every_case} of {@code
 * attack-cases.json}, by their numbers there.
 */
public final class Oracles {
  /** O2: what only the inside knows, and anything that looks like a token or a key. */
  private static final Pattern LEAK =
      Pattern.compile(
          "stackTrace|className|\\.java|Exception|eyJ[A-Za-z0-9_-]{10,}\\.|BEGIN .*KEY"
              + "|dev\\.rolegate\\.|org\\.eclipse|io\\.javalin|com\\.fasterxml");

  private Oracles() {}

  /** O1, O2 and O4. */
  public static void hold(Answer answer) {
    assertThat(answer.status()).as("O1 " + answer).isLessThan(500);
    leaksNothing(answer);
    assertThat(answer.all("X-Content-Type-Options")).as("O4 " + answer).containsExactly("nosniff");
    if (answer.status() >= 400 && !answer.body().isEmpty()) {
      assertThat(answer.header("Content-Type")).as("O4 " + answer).isEqualTo("application/json");
      assertThat(answer.header("Cache-Control")).as("O4 " + answer).isEqualTo("no-store");
      assertThat(sentence(answer.json())).as("O4 " + answer).matches("[A-Za-z].+");
      assertThat(answer.body()).as("O4 " + answer).contains(answer.requestId());
    }
  }

  public static void leaksNothing(Answer answer) {
    assertThat(answer.everything()).as("O2").doesNotContainPattern(LEAK);
  }

  /**
   * O5: exactly one line, whole, without control characters, and no token in it; and one more for a
   * change that waits for a person from now on.
   */
  public static JsonNode audited(Answer answer, AuditFile audit) {
    var lines = audit.of(answer.requestId());
    cleanAudit(lines);
    var changes =
        lines.stream().filter(line -> line.get("action").asText().equals("change/requested"));
    assertThat(lines).as("O5 " + answer).hasSize(1 + (int) Math.min(1, changes.count()));
    return lines.getFirst();
  }

  /** O5 where a request was merely malformed: at most one line. */
  public static void auditedAtMostOnce(Answer answer, AuditFile audit) {
    var lines = audit.of(answer.requestId());
    assertThat(lines).as("O5 " + answer).hasSizeLessThan(2);
    cleanAudit(lines);
  }

  /** O5: the log holds neither a token nor what the attacker calls his. */
  public static void cleanLog(String log, String... secrets) {
    assertThat(log).as("O5").doesNotContainPattern("eyJ[A-Za-z0-9_-]{10,}\\.");
    for (var secret : secrets) {
      if (secret.length() > 8) {
        assertThat(log).as("O5").doesNotContain(secret);
      }
    }
  }

  private static void cleanAudit(List<JsonNode> lines) {
    for (var line : lines) {
      assertThat(line.toString()).as("O5").doesNotContainPattern("eyJ[A-Za-z0-9_-]{10,}\\.");
      assertThat(line.path("reason").asText()).as("O5").isNotBlank();
      line.forEach(value ->
          assertThat(value.asText().codePoints()).as("O5").noneMatch(Character::isISOControl));
    }
  }

  /** Our sentence in an OAuth error or in a JSON-RPC one. */
  private static String sentence(JsonNode body) {
    return body.path("error").isTextual()
        ? body.path("error_description").asText()
        : body.path("error").path("message").asText();
  }
}
