package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.alice;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /revoke}, seen by {@code POST /introspect} and by the audit. */
class RevocationEndpointTest {
  @TempDir Path data;
  private RunningService service;
  private String token;

  @BeforeEach
  void start() throws IOException {
    service = RunningService.start(data);
    token = service.token("alice", "alice-secret").get("access_token").asText();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  record Refused(String what, int status, String error, String body, List<String> headers) {}

  @Test
  void whoIsNotAuthenticatedOrSendsNoTokenChangesNothing() throws IOException {
    var own = "token=" + token;
    var secret = "&client_id=alice&client_secret=alice-secret";
    for (var refused :
        List.of(
            new Refused("nobody", 401, "invalid_client", own, List.of(FORM)),
            new Refused(
                "wrong secret", 401, "invalid_client", own, List.of(FORM, basic("alice", "no"))),
            new Refused(
                "a bearer",
                401,
                "invalid_client",
                own,
                List.of(FORM, "Authorization: Bearer " + token)),
            new Refused("a server", 401, "invalid_client", own, List.of(FORM, service.server())),
            new Refused(
                "both methods", 400, "invalid_request", own + secret, List.of(FORM, alice())),
            new Refused(
                "no token", 400, "invalid_request", "token_type_hint=x", List.of(FORM, alice())),
            new Refused("an empty one", 400, "invalid_request", "token=", List.of(FORM, alice())),
            new Refused("twice", 400, "invalid_request", own + "&" + own, List.of(FORM, alice())),
            new Refused(
                "a list", 400, "invalid_request", "{\"token\":[\"x\"]}", List.of(JSON, alice())),
            new Refused(
                "text",
                415,
                "invalid_request",
                own,
                List.of("Content-Type: text/plain", alice())))) {
      var answer =
          service.http.post("/revoke", refused.body, refused.headers.toArray(String[]::new));
      RefusalAssert.isOurs(answer, refused.status);
      assertThat(RunningService.json(answer).get("error").asText())
          .as(refused.what)
          .isEqualTo(refused.error);
      assertThat(service.audit().getLast().get("action").asText()).isEqualTo("revoke");
      assertThat(service.audit().getLast().get("outcome").asText()).isEqualTo("denied");
    }
    RefusalAssert.isOurs(service.http.post("/revoke?token=x", own, FORM, alice()), 400);
    RefusalAssert.isOurs(service.http.ask("GET", "/revoke"), 405);
    assertThat(isActive(token)).isTrue();
  }

  @Test
  void whatIsNotOnesOwnLivingTokenIsAnsweredAlikeAndStaysAsItIs() throws IOException {
    var bobs = service.token("bob", "bob-secret").get("access_token").asText();
    var foreign = TestTokens.rs256(service.clock).mint();
    for (var other :
        List.of("x", foreign, bobs, token + "=", token.substring(1), "a.b.c", "ключ")) {
      assertThat(revoke(other, alice()).status()).as(other).isEqualTo(200);
      assertThat(service.audit().getLast().get("outcome").asText()).isEqualTo("denied");
    }
    assertThat(service.auditText()).contains("token_of_another").doesNotContain(bobs);
    assertThat(isActive(bobs)).isTrue();
    assertThat(isActive(token)).isTrue();
    assertThat(sequence()).isZero();
  }

  @Test
  void onesOwnTokenIsRevokedForGoodAndNoOther() throws IOException {
    var second = service.token("alice", "alice-secret").get("access_token").asText();
    var answer = revoke(token + "&token_type_hint=banana", alice());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    var line = service.audit().getLast();
    assertThat(line.get("outcome").asText()).isEqualTo("allowed");
    assertThat(line.get("client").asText()).isEqualTo("alice");
    assertThat(isActive(token)).isFalse();
    assertThat(isActive(second)).isTrue();
    // Again: as good as done.
    assertThat(revoke(token, alice()).status()).isEqualTo(200);
    assertThat(sequence()).isEqualTo(1);
    service.close();
    service = RunningService.start(data);
    assertThat(isActive(token)).isFalse();
    assertThat(isActive(second)).isTrue();
    assertThat(
            service
                .http
                .post(
                    "/revoke",
                    "{\"client_id\":\"alice\",\"client_secret\":\"alice-secret\",\"token\":\""
                        + second
                        + "\"}",
                    JSON)
                .status())
        .isEqualTo(200);
    assertThat(isActive(second)).isFalse();
  }

  @Test
  void anEndedTokenIsNothingToTakeBackButOneThatServersStillTakeIs() throws IOException {
    service.clock.advance(Duration.ofSeconds(3600 + 29));
    assertThat(revoke(token, alice()).status()).isEqualTo(200);
    assertThat(sequence()).isEqualTo(1);
    var second = service.token("alice", "alice-secret").get("access_token").asText();
    service.clock.advance(Duration.ofSeconds(3600 + 30));
    assertThat(revoke(second, alice()).status()).isEqualTo(200);
    assertThat(sequence()).isEqualTo(1);
    assertThat(service.audit().getLast().get("reason").asText()).isEqualTo("expired");
  }

  private RawHttp.Answer revoke(String text, String authorization) throws IOException {
    return service.http.post("/revoke", "token=" + text, FORM, authorization);
  }

  private boolean isActive(String text) throws IOException {
    return RunningService.json(
            service.http.post("/introspect", "token=" + text, FORM, service.server()))
        .get("active")
        .asBoolean();
  }

  private long sequence() throws IOException {
    return RunningService.json(service.http.ask("GET", "/internal/revocations", service.server()))
        .get("seq")
        .asLong();
  }
}
