package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service answers, and what the command makes of it. */
class AnswersTest {
  private static final String STRANGER = "but not as a management port does; is --url right?";

  record Case(String name, int status, String body, int code, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> cases =
      List.of(
          problem("wrong token", 401, 3, "does not accept the management token"),
          problem("may not", 403, 3, "does not accept the management token"),
          problem("refused", 400, 1, "rolegate: Mend it. (request r1)"),
          problem("not found", 404, 1, "rolegate: Mend it. (request r1)"),
          problem("conflict", 409, 1, "rolegate: Mend it. (request r1)"),
          problem("wrong Host", 421, 3, "cannot do it: Mend it. (request r1)"),
          problem("too often", 429, 3, "cannot do it: Mend it. (request r1)"),
          problem("its bug", 500, 3, "cannot do it: Mend it. (request r1)"),
          problem("audit not writable", 503, 3, "cannot do it: Mend it. (request r1)"),
          new Case("another 404", 404, "<html>not here</html>", 3, "answers 404, " + STRANGER),
          new Case("JSON of another", 404, "{\"message\":\"x\"}", 3, "answers 404, " + STRANGER),
          new Case("a proxy's 502", 502, "<html>bad gateway</html>", 3, "answers 502, " + STRANGER),
          new Case("no JSON", 200, "it works!", 3, "answers 200, " + STRANGER),
          new Case("no object", 200, "[]", 3, "answers 200, " + STRANGER),
          new Case("half of it", 200, "{\"keys\":[", 3, "answers 200, " + STRANGER),
          new Case("a member twice", 200, "{\"a\":1,\"a\":2}", 3, "answers 200, " + STRANGER),
          new Case("nothing", 204, "", 3, "answers 204, " + STRANGER),
          new Case(
              "an escape in the refusal",
              409,
              "{\"error\":\"conflict\",\"error_description\":\"a\\u001b[2Jb\\nc\\u202ed\"}",
              1,
              "rolegate: a\\u001b[2Jb\\u000ac\\u202ed\n"));

  private final StubService service = new StubService();

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @FieldSource("cases")
  void isSaidAs(Case one) {
    var typed = Typed.at(service.answering(one.status(), one.body()), "key list");
    assertThat(typed.code()).as(typed.err()).isEqualTo(one.code());
    assertThat(typed.err()).contains(one.said());
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void theSameInJsonIsStillSaidOnStderr() {
    var typed =
        Typed.at(
            service.answering(404, problem("not found", 404, 1, "").body()), "--json key list");
    assertThat(typed).isEqualTo(new Typed(1, "", "rolegate: Mend it. (request r1)\n"));
  }

  @Test
  void aRedirectDoesNotGetTheToken() {
    try (var other = new StubService().answering(200, "{\"keys\":[]}")) {
      var typed = Typed.at(service.redirecting(other.url() + "/admin/keys/list"), "key list");
      assertThat(typed.code()).isEqualTo(3);
      assertThat(typed.err()).contains("answers 307, " + STRANGER);
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsTooLongIsLeft() {
    var typed =
        Typed.at(
            service.answering(200, "{\"a\":\"" + "x".repeat(Json.LONGEST) + "\"}"), "key list");
    assertThat(typed.code()).isEqualTo(3);
    assertThat(typed.err()).contains("broke off before a whole answer of at most 4 MiB");
  }

  @Test
  void aPortWhereNobodyListens() {
    service.close();
    var typed = Typed.at(service, "key list");
    assertThat(typed.code()).isEqualTo(3);
    assertThat(typed.err()).contains(service.url() + " does not answer; is the token service up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json key list", "key list --json", "key --json list"})
  void jsonIsTheAnswerInAsciiWhereverItIsAskedFor(String line) {
    service.answering(200, "{\"keys\":[{\"kid\":\"\\u001b[2J\\u009b名\"}]}");
    assertThat(Typed.at(service, line))
        .isEqualTo(new Typed(0, "{\"keys\":[{\"kid\":\"\\u001B[2J\\u009B\\u540D\"}]}\n", ""));
  }

  private static Case problem(String name, int status, int code, String said) {
    return new Case(
        name,
        status,
        "{\"error\":\"e\",\"error_description\":\"Mend it.\",\"request_id\":\"r1\"}",
        code,
        said);
  }
}
