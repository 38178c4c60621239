package dev.rolegate.token;

import static dev.rolegate.token.GrantFixture.accessToken;
import static dev.rolegate.token.GrantFixture.audience;
import static dev.rolegate.token.GrantFixture.claims;
import static dev.rolegate.token.RunningService.CRM;
import static dev.rolegate.token.RunningService.HR;
import static dev.rolegate.token.RunningService.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** A service trades its caller's token for one to act for the caller with (RFC 8693). */
class TokenExchangeTest {
  @TempDir Path folder;
  private GrantFixture service;
  private JsonNode first;
  private String subjectToken;

  @BeforeEach
  void start() throws IOException {
    service = GrantFixture.start(folder, Map.of("TOKEN_KEY", RunningService.SIGNING_KEY));
    service.register("ann", new ClientDraft("ann"));
    service.register("agent", agent());
    first = service.first("ann");
    subjectToken = accessToken(first);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static ClientDraft agent() {
    return new ClientDraft("agent").role("AssistantManager").mayActFor("ann-self");
  }

  private interface Change {
    String in(String body);
  }

  @Test
  void whatIsAskedWronglyIsRefused() throws IOException {
    var type = GrantFixture.encoded(TokenExchangeGrant.ACCESS_TOKEN);
    var changes =
        Map.<String, Change>of(
            "no subject_token", body -> body.replaceFirst("&subject_token=[^&]*", ""),
            "no subject_token_type", body -> body.replaceFirst("&subject_token_type=[^&]*", ""),
            "another type",
                body ->
                    body.replace(
                        type, GrantFixture.encoded("urn:ietf:params:oauth:token-type:jwt")),
            "a token type to be issued that is not",
                body -> body + "&requested_token_type=urn:ietf:params:oauth:token-type:id_token",
            "an actor_token", body -> body + "&actor_token=x",
            "an actor_token_type", body -> body + "&actor_token_type=" + type);
    for (var change : changes.entrySet()) {
      refused(change.getKey(), "invalid_request", send(change.getValue().in(body(subjectToken))));
    }
    refused("a scope", "invalid_scope", send(body(subjectToken) + "&scope=x"));
    refused("an audience", "invalid_target", send(body(subjectToken) + "&audience=hr"));
    refused("no server", "invalid_target", send(body(subjectToken) + "&resource=http://x/mcp"));
    service.register("agent", agent().grants("client_credentials"));
    refused("not registered for it", "unauthorized_client", send(body(subjectToken)));
    service.register("agent", agent());
    assertThat(send(body(subjectToken)).status()).isEqualTo(200);
  }

  @Test
  void onlyATokenOfOursThatIsGoodIsTraded() throws IOException {
    var key = PemKeys.readPrivate(RunningService.SIGNING_KEY);
    var ours = TestTokens.rs256(key, TestTokens.ISSUER, service.clock);
    var draft = ours.of("ann-self", "Manager", HR).claim("client_id", "ann");
    assertThat(service.exchange("agent", draft.mint(), "").status()).isEqualTo(200);

    var foreign = TestTokens.rs256(service.clock).of("ann-self", "Manager", HR).mint();
    reason("subject_token_unknown_kid", foreign);
    reason("subject_token_token_malformed", "x");
    reason("subject_token_sig_invalid", draft.mint().replaceFirst("[^.]{4}$", "AAAA"));
    reason("subject_token_wrong_iss", draft.claim("iss", "http://localhost:9").mint());
    draft.claim("iss", TestTokens.ISSUER);
    reason("subject_token_wrong_aud", draft.claim("aud", "http://localhost:9/mcp").mint());
    draft.claim("aud", HR);
    reason("subject_token_wrong_typ", draft.header("typ", "JWT").mint());
    draft.header("typ", "at+jwt");
    reason("subject_client_not_active", draft.claim("client_id", "nobody").mint());
    draft.claim("client_id", "ann");
    var refresh = GrantFixture.refreshToken(service.first("ann"));
    reason("subject_token_token_malformed", refresh);

    service.clock.advance(Duration.ofMinutes(60));
    reason("subject_token_expired", subjectToken);
    service.clock.advance(Duration.ofSeconds(30));
    reason("subject_token_expired", subjectToken);
  }

  @Test
  void aTokenThatWasTakenBackIsNotTraded() throws IOException {
    service.takenBack.rule =
        issuance ->
            issuance.clientId().equals("ann")
                && issuance.subject().equals("ann-self")
                && issuance.issuedAt().equals(TestTokens.NOW)
                && issuance.tokenId() != null;
    reason("subject_token_revoked", subjectToken);
  }

  @Test
  void nobodyActsForWhomItIsNotRegistered() throws IOException {
    service.register("agent", agent().mayActFor("ann", "bob-self", "*"));
    reason("may_not_act_for_subject", subjectToken);
    service.register("agent", agent().mayActFor());
    reason("may_not_act_for_subject", subjectToken);
  }

  @Test
  void nobodyActsForAClientThatIsNotActive() throws IOException {
    service.register("ann", new ClientDraft("ann").disabled());
    reason("subject_client_not_active", subjectToken);
    service.register("ann", new ClientDraft("ann").ends(service.clock.instant()));
    reason("subject_client_not_active", subjectToken);
    service.clients.remove("ann");
    reason("subject_client_not_active", subjectToken);
  }

  @Test
  void itIsDoneOnce() throws IOException {
    var derived = GrantFixture.issued(service.exchange("agent", subjectToken, ""));
    service.register("second", new ClientDraft("second").mayActFor("ann-self", "agent-self"));
    var answer = service.exchange("second", accessToken(derived), "");
    refused("a derived token", "invalid_request", answer);
    assertThat(service.lastAudited().get("reason").asText()).isEqualTo("subject_token_delegated");
  }

  @Test
  void theTokenSaysWhoActsForWhom() throws IOException {
    service.clock.advance(Duration.ofMinutes(10));
    var answer = GrantFixture.issued(service.exchange("agent", subjectToken, ""));
    assertThat(answer.get("issued_token_type").asText())
        .isEqualTo("urn:ietf:params:oauth:token-type:access_token");
    assertThat(answer.get("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.has("refresh_token")).isFalse();
    var claims = claims(answer);
    var parent = claims(first);
    for (var same : List.of("iss", "sub", "client_id", "job_role", "id", "name", "exp")) {
      assertThat(claims.get(same)).as(same).isEqualTo(parent.get(same));
    }
    assertThat(answer.get("expires_in").asLong()).isEqualTo(50 * 60);
    assertThat(claims.get("act").toString())
        .isEqualTo(
            "{\"sub\":\"agent-self\",\"client_id\":\"agent\",\"job_role\":\"AssistantManager\"}");
    assertThat(claims.get("parent_jti")).isEqualTo(parent.get("jti"));
    assertThat(claims.get("parent_iat")).isEqualTo(parent.get("iat"));
    assertThat(claims.get("parent_kid").asText()).isNotEmpty();
    assertThat(claims.get("jti")).isNotEqualTo(parent.get("jti"));
    var line = service.lastAudited();
    assertThat(
            List.of(
                line.get("subject").asText(),
                line.get("client").asText(),
                line.get("role").asText(),
                line.get("actor").asText(),
                line.get("reason").asText()))
        .containsExactly("ann-self", "agent", "Manager", "agent-self", "exchanged");

    service.register("agent", agent().role(null));
    var withoutRole = GrantFixture.issued(service.exchange("agent", subjectToken, ""));
    assertThat(claims(withoutRole).get("act").has("job_role")).isFalse();
    assertThat(withoutRole.get("servers")).isEmpty();
  }

  @Test
  void itReachesNoFurtherThanBothAndTheToken() throws IOException {
    var answer = GrantFixture.issued(service.exchange("agent", subjectToken, ""));
    assertThat(audience(answer)).containsExactlyInAnyOrder(HR, PROJECT, CRM);
    // an AssistantManager is not admitted to crm, whoever it acts for
    assertThat(answer.get("servers"))
        .extracting(s -> s.get("name").asText())
        .containsExactly("hr", "project");
    refused(
        "the actor's role",
        "invalid_target",
        service.exchange("agent", subjectToken, "&resource=" + GrantFixture.encoded(CRM)));

    service.register("agent", agent().servers("hr", "crm"));
    service.register("ann", new ClientDraft("ann").servers("hr", "project"));
    assertThat(audience(GrantFixture.issued(service.exchange("agent", subjectToken, ""))))
        .containsExactly(HR);
    service.register("ann", new ClientDraft("ann"));
    var narrow = accessToken(service.first("ann", PROJECT));
    refused("nothing in common", "invalid_target", service.exchange("agent", narrow, ""));
    service.register("agent", agent());
    assertThat(audience(GrantFixture.issued(service.exchange("agent", narrow, ""))))
        .containsExactly(PROJECT);
    refused(
        "what the token does not cover",
        "invalid_target",
        service.exchange("agent", narrow, "&resource=" + GrantFixture.encoded(HR)));
  }

  @Test
  void itLivesNoLongerThanAnyOfThem() throws IOException {
    var minutes = service.clock.instant();
    service.register("agent", agent().ends(minutes.plus(Duration.ofMinutes(7))));
    assertThat(lifetime()).isEqualTo(Duration.ofMinutes(7));
    service.register("ann", new ClientDraft("ann").ends(minutes.plus(Duration.ofMinutes(5))));
    assertThat(lifetime()).isEqualTo(Duration.ofMinutes(5));
  }

  private Duration lifetime() throws IOException {
    var answer = GrantFixture.issued(service.exchange("agent", subjectToken, ""));
    var exp = claims(answer).get("exp").asLong();
    assertThat(exp - claims(answer).get("iat").asLong())
        .isEqualTo(answer.get("expires_in").asLong());
    return Duration.ofSeconds(answer.get("expires_in").asLong());
  }

  private static String body(String token) {
    return "grant_type="
        + GrantFixture.encoded(TokenExchangeGrant.TYPE)
        + "&subject_token="
        + token
        + "&subject_token_type="
        + GrantFixture.encoded(TokenExchangeGrant.ACCESS_TOKEN);
  }

  private RawHttp.Answer send(String body) throws IOException {
    return service.ask("agent", body);
  }

  private void reason(String reason, String token) throws IOException {
    refused(reason, "invalid_request", service.exchange("agent", token, ""));
    assertThat(service.lastAudited().get("reason").asText()).isEqualTo(reason);
  }

  private static void refused(String what, String error, RawHttp.Answer answer) throws IOException {
    RefusalAssert.isOurs(answer, 400);
    assertThat(RunningService.json(answer).get("error").asText()).as(what).isEqualTo(error);
  }
}
