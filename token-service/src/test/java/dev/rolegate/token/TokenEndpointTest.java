package dev.rolegate.token;

import static dev.rolegate.token.RunningService.CRM;
import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.HR;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.PROJECT;
import static dev.rolegate.token.RunningService.SECRET_FORM;
import static dev.rolegate.token.RunningService.SECRET_JSON;
import static dev.rolegate.token.RunningService.alice;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of asking that is answered with a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenEndpointTest {
  private RunningService service;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  record Accepted(String what, String body, List<String> headers) {
    Accepted(String what, String body, String... headers) {
      this(what, body, List.of(headers));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Accepted> requestsThatAreFine() {
    return Stream.of(
        new Accepted("TOKEN-001 Basic", GRANT, FORM, alice()),
        new Accepted("basic in small letters", GRANT, FORM, alice().replace("Basic", "basic")),
        new Accepted("Basic, form-encoded", GRANT, FORM, basic("%61lice", "alice%2Dsecret")),
        new Accepted("Basic and the same client_id", GRANT + "&client_id=alice", FORM, alice()),
        new Accepted("in the form", SECRET_FORM, FORM),
        new Accepted(
            "in the form, encoded",
            GRANT + "&client_id=%61lice&client_secret=alice%2dsecret",
            FORM),
        new Accepted("with charset", SECRET_FORM, FORM + "; charset=UTF-8"),
        new Accepted("with charset in quotes", SECRET_FORM, FORM + ";charset=\"utf-8\""),
        new Accepted("the type in capitals", SECRET_FORM, FORM.toUpperCase(Locale.ROOT)),
        new Accepted("an empty scope", SECRET_FORM + "&scope=", FORM),
        new Accepted("an empty resource", SECRET_FORM + "&resource=", FORM),
        new Accepted("what is not known", SECRET_FORM + "&audience=x&foo", FORM),
        new Accepted("16 KiB", SECRET_FORM + "&".repeat(16 * 1024 - SECRET_FORM.length()), FORM),
        new Accepted("in JSON", SECRET_JSON, JSON),
        new Accepted("in JSON with charset", SECRET_JSON, JSON + "; charset=utf-8"),
        new Accepted(
            "in JSON with grant type",
            SECRET_JSON.replace("{", "{\"grant_type\":\"client_credentials\","),
            JSON),
        new Accepted("JSON with Basic", "{}", JSON, alice()),
        new Accepted("in JSON with more", SECRET_JSON.replace("{", "{\"x\":[1,{}],"), JSON));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requestsThatAreFine")
  void isAnsweredWithAToken(Accepted accepted) throws IOException {
    var answer = service.post(accepted.body, accepted.headers);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    var body = RunningService.json(answer);
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("access_token", "token_type", "expires_in", "servers");
    assertThat(body.get("token_type").asText()).isEqualTo("Bearer");
    assertThat(body.get("expires_in").isInt()).isTrue();
    assertThat(body.get("expires_in").asInt()).isEqualTo(3600);
    assertThat(body.get("servers"))
        .hasToString(
            "[{\"name\":\"hr\",\"url\":\""
                + HR
                + "\"},{\"name\":\"project\",\"url\":\""
                + PROJECT
                + "\"},{\"name\":\"crm\",\"url\":\""
                + CRM
                + "\"}]");
    assertThat(RunningService.part(body, 1).get("client_id").asText()).isEqualTo("alice");
  }
}
