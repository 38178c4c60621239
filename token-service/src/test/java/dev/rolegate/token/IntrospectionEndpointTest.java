package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.alice;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /introspect}. */
class IntrospectionEndpointTest {
  private static final String INACTIVE = "{\"active\":false}";

  @TempDir Path data;
  private RunningService service;
  private String token;

  @BeforeEach
  void start() throws IOException {
    service = RunningService.start(data, Map.of("TOKEN_KEY", RunningService.SIGNING_KEY));
    token = service.token("alice", "alice-secret").get("access_token").asText();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void whoIsNotAuthenticatedLearnsNothing() throws IOException {
    for (var headers :
        List.of(
            List.of(FORM),
            List.of(FORM, basic("alice", "wrong")),
            List.of(FORM, "Authorization: Bearer " + token),
            List.of(FORM, service.server() + "x"),
            List.of(FORM, service.server().substring(0, 40)))) {
      var answer =
          service.http.post("/introspect", "token=" + token, headers.toArray(String[]::new));
      RefusalAssert.isOurs(answer, 401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"token\"");
    }
    RefusalAssert.isOurs(service.http.post("/introspect", "", FORM, alice()), 400);
    RefusalAssert.isOurs(service.http.post("/introspect", "", FORM, service.server()), 400);
  }

  @Test
  void whatDoesNotLiveOrIsAnothersIsExactlyInactive() throws IOException {
    var ours =
        TestTokens.rs256(
            PemKeys.readPrivate(RunningService.SIGNING_KEY), TestTokens.ISSUER, service.clock);
    assertThat(introspect(ours.mint(), service.server()).body()).startsWith("{\"active\":true");
    var tokens =
        List.of(
            "x",
            "a.b.c",
            token + "=",
            token.substring(0, token.lastIndexOf('.') + 1),
            TestTokens.rs256(service.clock).mint(),
            TestTokens.hs256(service.clock).mint(),
            ours.valid().claim("iss", "http://localhost:8101").mint(),
            ours.valid().without("jti").mint(),
            ours.valid().claim("exp", ours.now()).mint(),
            ours.valid().header("typ", "JWT").mint());
    for (var one : tokens) {
      var answer = introspect(one, service.server());
      assertThat(answer.status()).as(one).isEqualTo(200);
      assertThat(answer.body()).as(one).isEqualTo(INACTIVE);
    }
    assertThat(introspect(token, basic("bob", "bob-secret")).body()).isEqualTo(INACTIVE);
    assertThat(service.audit().getLast().get("reason").asText()).isEqualTo("token_of_another");
  }

  @Test
  void aLivingTokenIsTalkedAboutToItsClientAndToServersUntilItEnds() throws IOException {
    for (var asker : List.of(alice(), service.server())) {
      var answer = introspect(token, asker);
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      var body = (ObjectNode) RunningService.json(answer);
      assertThat(body.remove("active").booleanValue()).isTrue();
      assertThat(body.remove("token_type").textValue()).isEqualTo("Bearer");
      assertThat(body.get("client_id").textValue()).isEqualTo("alice");
      assertThat(body)
          .isEqualTo(
              RunningService.part(
                  RunningService.json(
                      new RawHttp.Answer(200, "", "{\"access_token\":\"" + token + "\"}")),
                  1));
    }
    service.clock.advance(Duration.ofSeconds(3599));
    assertThat(introspect(token, alice()).body()).contains("true");
    service.clock.advance(Duration.ofSeconds(1));
    assertThat(introspect(token, alice()).body()).isEqualTo(INACTIVE);
  }

  private RawHttp.Answer introspect(String text, String authorization) throws IOException {
    return service.http.post("/introspect", "token=" + text, FORM, authorization);
  }
}
