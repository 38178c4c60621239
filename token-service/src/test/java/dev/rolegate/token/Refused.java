package dev.rolegate.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.util.List;

/** A request to {@code POST /token} that must fail, and how. */
record Refused(String what, int status, String error, String body, List<String> headers) {
  Refused(String what, int status, String error, String body, String... headers) {
    this(what, status, error, body, List.of(headers));
  }

  /**
   * Sends it: the answer is ours and tells nothing, one line is audited, a good request still
   * works.
   */
  void check(RunningService service) throws IOException {
    var before = service.audit().size();
    var answer = service.post(body, headers);
    RefusalAssert.isOurs(answer, status);
    var problem = RunningService.json(answer);
    assertThat(problem.get("error").asText()).isEqualTo(error);
    assertThat(problem.get("error_description").asText())
        .matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+") // RFC 6749 §5.2
        .doesNotContain("alice", "secret_", "img", "jndi");
    assertThat(answer.headers("WWW-Authenticate"))
        .isEqualTo(status == 401 ? List.of("Basic realm=\"token\"") : List.of());
    // What the front gate refuses by form alone is no decision about a token.
    var decided = headers.stream().noneMatch(header -> header.startsWith("Content-Encoding"));
    assertThat(service.audit()).hasSize(before + (decided ? 1 : 0));
    assertThat(service.token("alice", "alice-secret").has("access_token")).isTrue();
  }

  /** A name for a test that is not as long as what is sent. */
  static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  @Override
  public String toString() {
    return what;
  }
}
