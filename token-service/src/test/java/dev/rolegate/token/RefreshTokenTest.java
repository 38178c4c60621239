package dev.rolegate.token;

import static dev.rolegate.token.GrantFixture.audience;
import static dev.rolegate.token.GrantFixture.claims;
import static dev.rolegate.token.GrantFixture.refreshToken;
import static dev.rolegate.token.RunningService.CRM;
import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.HR;
import static dev.rolegate.token.RunningService.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.Databases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What a refresh token is good for, and what it is not. */
class RefreshTokenTest {
  @TempDir Path folder;

  /** A request that is refused while the token stays good. */
  private record Mistake(String what, int status, String error, Request request) {
    interface Request {
      RawHttp.Answer send(GrantFixture service, String token) throws IOException;
    }

    static Mistake more(String what, String error, String more) {
      return new Mistake(what, 400, error, (service, token) -> service.refresh("app", token, more));
    }
  }

  private static List<Mistake> mistakes() {
    return List.of(
        Mistake.more("a scope (REFRESH-009)", "invalid_scope", "&scope=crm:admin"),
        Mistake.more("no server", "invalid_target", "&resource=http://localhost:9/mcp"),
        Mistake.more("a server that was left out", "invalid_target", "&resource=" + CRM),
        Mistake.more("one good, one not", "invalid_target", "&resource=" + HR + "&resource=" + CRM),
        Mistake.more("twice", "invalid_request", "&refresh_token=x"),
        new Mistake(
            "no client",
            401,
            "invalid_client",
            (service, token) ->
                service.http.post(
                    "/token", "grant_type=refresh_token&refresh_token=" + token, FORM)),
        new Mistake(
            "a client id without its secret",
            401,
            "invalid_client",
            (service, token) ->
                service.http.post(
                    "/token",
                    "grant_type=refresh_token&client_id=app&refresh_token=" + token,
                    FORM)),
        new Mistake(
            "a wrong secret",
            401,
            "invalid_client",
            (service, token) ->
                service.http.post(
                    "/token",
                    "grant_type=refresh_token&refresh_token=" + token,
                    FORM,
                    RunningService.basic("app", "wrong"))),
        new Mistake(
            "another client",
            400,
            "invalid_grant",
            (service, token) -> service.refresh("other", token, "")),
        new Mistake(
            "a client that is not registered for it",
            400,
            "unauthorized_client",
            (service, token) -> service.refresh("plain", token, "")));
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatFailsDoesNotUseItUp(Databases engine) throws IOException {
    try (var service = GrantFixture.start(folder, engine.fresh("token-service", folder))) {
      service.register("app", new ClientDraft("app"));
      service.register("other", new ClientDraft("other"));
      service.register("plain", new ClientDraft("plain").grants("client_credentials"));
      var token = refreshToken(service.first("app", HR, PROJECT));
      for (var mistake : mistakes()) {
        var answer = mistake.request.send(service, token);
        RefusalAssert.isOurs(answer, mistake.status);
        assertThat(RunningService.json(answer).get("error").asText())
            .as(mistake.what)
            .isEqualTo(mistake.error);
      }
      assertThat(service.refresh("app", token, "").status()).isEqualTo(200);
    }
  }

  @Test
  void withoutTheGrantThereIsNone() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      service.register("plain", new ClientDraft("plain").grants("client_credentials"));
      assertThat(service.first("plain").has("refresh_token")).isFalse();
      service.register("app", new ClientDraft("app"));
      var missing = service.ask("app", "grant_type=refresh_token");
      RefusalAssert.isOurs(missing, 400);
      assertThat(missing.body()).contains("invalid_request");
    }
  }

  @Test
  void nobodyCanTellWhyOneIsGoodForNothing() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      service.register("other", new ClientDraft("other"));
      var used = refreshToken(service.first("app"));
      var next = refreshToken(service.refreshed("app", used));
      var access = GrantFixture.accessToken(service.first("app"));
      var answers = new ArrayList<String>();
      for (var token : List.of("x", "A".repeat(43), access, used, next, used, "\u00e9\u0000")) {
        answers.add(comparable(service.refresh("app", token, "")));
      }
      answers.add(comparable(service.refresh("other", next, "")));
      assertThat(answers.stream().distinct()).hasSize(1);
      assertThat(answers.getFirst()).contains("invalid_grant").startsWith("HTTP/1.1 400");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRotatedOnEachUse(Databases engine) throws IOException {
    try (var service = GrantFixture.start(folder, engine.fresh("token-service", folder))) {
      service.register("app", new ClientDraft("app"));
      var first = service.first("app");
      var token = refreshToken(first);
      assertThat(token).matches("[\\w-]{43}");
      var all = new ArrayList<>(List.of(token));
      for (var i = 0; i < 5; i++) {
        var answer = service.refresh("app", token, "");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var renewed = GrantFixture.issued(answer);
        assertThat(claims(renewed).get("sub").asText()).isEqualTo("app-self");
        assertThat(audience(renewed)).isEqualTo(audience(first));
        assertThat(service.lastAudited().get("reason").asText()).isEqualTo("refreshed");
        token = refreshToken(renewed);
        all.add(token);
      }
      assertThat(all).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void usedASecondTimeItEndsItsFamilyAndTheAccessTokensOfIt(Databases engine) throws IOException {
    try (var service = GrantFixture.start(folder, engine.fresh("token-service", folder))) {
      service.register("app", new ClientDraft("app"));
      var bystander = refreshToken(service.first("app"));
      var first = service.first("app");
      var second = service.refreshed("app", refreshToken(first));
      var third = service.refreshed("app", refreshToken(second));
      assertThat(service.takenBack.tokenIds).isEmpty();

      RefusalAssert.isOurs(service.refresh("app", refreshToken(first), ""), 400);
      assertThat(service.lastAudited().get("reason").asText()).isEqualTo("refresh_token_reused");
      assertThat(service.takenBack.tokenIds)
          .containsExactlyInAnyOrder(tokenId(first), tokenId(second), tokenId(third));
      RefusalAssert.isOurs(service.refresh("app", refreshToken(third), ""), 400);
      assertThat(service.lastAudited().get("reason").asText()).isEqualTo("refresh_family_revoked");
      assertThat(service.refresh("app", bystander, "").status()).isEqualTo(200);
    }
  }

  @Test
  void accessTokensThatHaveEndedAreForgotten() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      var first = service.first("app");
      service.clock.advance(Duration.ofHours(2));
      var second = service.refreshed("app", refreshToken(first));
      RefusalAssert.isOurs(service.refresh("app", refreshToken(first), ""), 400);
      assertThat(service.takenBack.tokenIds).containsExactly(tokenId(second));
    }
  }

  @Test
  void noUsePutsItsEndOff() throws IOException {
    try (var service = GrantFixture.start(folder, Map.of("REFRESH_TTL", "PT3H"))) {
      service.register("app", new ClientDraft("app"));
      var token = refreshToken(service.first("app"));
      for (var hour = 1; hour <= 2; hour++) {
        service.clock.advance(Duration.ofHours(1));
        token = refreshToken(service.refreshed("app", token));
      }
      service.clock.advance(Duration.ofMinutes(59));
      token = refreshToken(service.refreshed("app", token));
      service.clock.advance(Duration.ofMinutes(1));
      RefusalAssert.isOurs(service.refresh("app", token, ""), 400);
      assertThat(service.lastAudited().get("reason").asText()).isEqualTo("refresh_token_expired");
    }
  }

  @Test
  void givesWhatTheRegistrationIsNow() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      var token = refreshToken(service.first("app", HR, PROJECT));

      service.register("app", new ClientDraft("app").role("Officer").servers("hr", "crm"));
      var demoted = service.refreshed("app", token);
      assertThat(claims(demoted).get("job_role").asText()).isEqualTo("Officer");
      assertThat(audience(demoted)).as("never wider").containsExactly(HR);

      service.register("app", new ClientDraft("app").servers("crm"));
      var none = service.refresh("app", refreshToken(demoted), "");
      RefusalAssert.isOurs(none, 400);
      assertThat(RunningService.json(none).get("error").asText()).isEqualTo("invalid_grant");

      service.register("app", new ClientDraft("app"));
      var again = service.refreshed("app", refreshToken(demoted));
      assertThat(audience(again)).containsExactlyInAnyOrder(HR, PROJECT);
    }
  }

  @Test
  void aResourceNarrowsOneAnswerAndNotTheFamily() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      var token = refreshToken(service.first("app", HR, PROJECT));
      var narrow = GrantFixture.issued(service.refresh("app", token, "&resource=" + HR));
      assertThat(audience(narrow)).containsExactly(HR);
      assertThat(audience(service.refreshed("app", refreshToken(narrow))))
          .containsExactlyInAnyOrder(HR, PROJECT);
    }
  }

  @Test
  void isWorthNothingWhileTheClientIs() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      var token = refreshToken(service.first("app"));
      service.register("app", new ClientDraft("app").disabled());
      RefusalAssert.isOurs(service.refresh("app", token, ""), 401);
      service.register("app", new ClientDraft("app").ends(TestTokens.NOW));
      RefusalAssert.isOurs(service.refresh("app", token, ""), 401);
      service.clients.remove("app");
      RefusalAssert.isOurs(service.refresh("app", token, ""), 401);
      service.register("app", new ClientDraft("app"));
      assertThat(service.refresh("app", token, "").status()).isEqualTo(200);
    }
  }

  @Test
  void aTokenEndsWithTheRegistration() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      var end = TestTokens.NOW.plus(Duration.ofMinutes(10));
      service.register("app", new ClientDraft("app").ends(end));
      var first = service.first("app");
      assertThat(first.get("expires_in").asLong()).isEqualTo(600);
      assertThat(claims(first).get("exp").asLong()).isEqualTo(end.getEpochSecond());
      service.clock.advance(Duration.ofMinutes(9));
      var renewed = service.refreshed("app", refreshToken(first));
      assertThat(claims(renewed).get("exp").asLong()).isEqualTo(end.getEpochSecond());
    }
  }

  @Test
  void whatWasIssuedBeforeARevocationIsNotRenewedAfterIt() throws IOException {
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      var token = refreshToken(service.first("app"));
      service.takenBack.rule =
          issuance ->
              issuance.subject().equals("app-self")
                  && issuance.clientId().equals("app")
                  && issuance.issuedAt().equals(TestTokens.NOW);
      service.clock.advance(Duration.ofMinutes(1));
      // REFRESH-007: after a restored backup everything before it is taken back
      RefusalAssert.isOurs(service.refresh("app", token, ""), 400);
      assertThat(service.lastAudited().get("reason").asText()).isEqualTo("refresh_family_revoked");
      assertThat(service.refresh("app", refreshToken(service.first("app")), "").status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureOfTheDatabaseDoesNotUseItUp(Databases engine) throws IOException {
    var faults = (Logger) LoggerFactory.getLogger("dev.rolegate.auth.http.Faults");
    faults.setLevel(Level.OFF);
    try (var service = GrantFixture.start(folder, engine.fresh("token-service", folder))) {
      service.register("app", new ClientDraft("app"));
      var token = refreshToken(service.first("app"));
      service.takenBack.rule =
          _ -> {
            throw new IllegalStateException("the database went away");
          };
      RefusalAssert.isOurs(service.refresh("app", token, ""), 500);
      service.takenBack.rule = _ -> false;
      assertThat(service.refresh("app", token, "").status()).isEqualTo(200);
    } finally {
      faults.setLevel(null);
    }
  }

  @Test
  void withoutAnAuditNothingIsUsedUp() throws IOException {
    var full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here");
    var log = (Logger) LoggerFactory.getLogger(AuditTrail.class);
    var faults = (Logger) LoggerFactory.getLogger("dev.rolegate.auth.http.Faults");
    var audit = folder.resolve("token-service/audit.jsonl");
    String token;
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      token = refreshToken(service.first("app"));
    }
    log.setLevel(Level.OFF);
    faults.setLevel(Level.OFF);
    var checkpoints = audit.resolveSibling("audit.checkpoints.jsonl");
    Files.delete(audit);
    Files.delete(checkpoints);
    Files.createSymbolicLink(audit, full);
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      for (var i = 0; i < 2; i++) {
        RefusalAssert.isOurs(service.refresh("app", token, ""), 503);
      }
    } finally {
      log.setLevel(null);
      faults.setLevel(null);
      Files.delete(audit);
      Files.deleteIfExists(checkpoints);
    }
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      assertThat(service.refresh("app", token, "").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsUsedStaysUsedAfterARestart(Databases engine) throws IOException {
    var database = engine.fresh("token-service", folder);
    String used;
    String next;
    try (var service = GrantFixture.start(folder, database)) {
      service.register("app", new ClientDraft("app"));
      used = refreshToken(service.first("app"));
      next = refreshToken(service.refreshed("app", used));
    }
    try (var service = GrantFixture.start(folder, database)) {
      service.register("app", new ClientDraft("app"));
      var last = refreshToken(service.refreshed("app", next));
      RefusalAssert.isOurs(service.refresh("app", used, ""), 400);
      RefusalAssert.isOurs(service.refresh("app", last, ""), 400);
      assertThat(service.takenBack.tokenIds).hasSize(3);
    }
  }

  @Test
  void noTokenIsInTheDatabaseOrTheAudit() throws IOException {
    String first;
    String second;
    try (var service = GrantFixture.start(folder)) {
      service.register("app", new ClientDraft("app"));
      first = refreshToken(service.first("app"));
      second = refreshToken(service.refreshed("app", first));
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(first, second);
      }
    }
  }

  private static String tokenId(JsonNode answer) throws IOException {
    return claims(answer).get("jti").asText();
  }

  /** Every byte, but for what differs from one request to the next. */
  private static String comparable(RawHttp.Answer answer) {
    return (answer.head() + "\r\n\r\n" + answer.body())
        .replace(answer.header("X-Request-Id"), "ID")
        .replaceFirst("Date: [^\r]+", "Date: NOW");
  }
}
