package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/** What must hold for every refusal, whoever made it. */
public final class RefusalAssert {
  /** What only the inside of a service knows. */
  private static final Pattern LEAK =
      Pattern.compile(
          "stackTrace|className|\\.java|Exception|org\\.eclipse|io\\.javalin|[Jj]etty|[Jj]avalin"
              + "|dev\\.rolegate|secret text|eyJ[A-Za-z0-9_-]{10,}\\.");

  private RefusalAssert() {}

  public static void isOurs(RawHttp.Answer answer, int status) throws JsonProcessingException {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.hasHeader("Server")).isFalse();
    leaksNothing(answer);
    var body = new ObjectMapper().readTree(answer.body());
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("error", "error_description", "request_id");
    assertThat(body.get("error").asText()).matches("[a-z_]+");
    assertThat(body.get("error_description").asText()).matches("[A-Z].+\\.");
    assertThat(answer.headers("X-Request-Id"))
        .containsExactly(body.get("request_id").asText())
        .allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  public static void leaksNothing(RawHttp.Answer answer) {
    assertThat(answer.head() + answer.body()).doesNotContainPattern(LEAK);
  }
}
