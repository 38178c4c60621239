package dev.rolegate.token;

import static dev.rolegate.token.RunningService.CRM;
import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.HR;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.Database;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.database.Databases;
import java.io.IOException;
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

/** What its registration makes of a client's requests. */
class RegisteredClientTest {
  @TempDir Path data;

  @ParameterizedTest
  @EnumSource
  void getsTheTokenThatItsRegistrationSays(Databases engine) throws IOException {
    try (var service = start(engine)) {
      var secret =
          service.add(
              "'client_id':'payroll','subject':'svc-payroll','job_role':'Officer','id':'7',"
                  + "'name':'Payroll','servers':['hr','crm'],'token_ttl':300");
      assertThat(secret).hasSize(43);
      var answer = service.token("payroll", secret);
      assertThat(answer.get("expires_in").asInt()).isEqualTo(300);
      assertThat(answer.get("servers").findValuesAsText("name")).containsExactly("hr");
      var claims = RunningService.part(answer, 1);
      assertThat(claims.get("sub").asText()).isEqualTo("svc-payroll");
      assertThat(claims.get("client_id").asText()).isEqualTo("payroll");
      assertThat(claims.get("job_role").asText()).isEqualTo("Officer");
      assertThat(claims.get("id").asText()).isEqualTo("7");
      assertThat(claims.get("name").asText()).isEqualTo("Payroll");
      assertThat(claims.get("aud")).hasToString("[\"" + HR + "\",\"" + CRM + "\"]");
      assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
    }
  }

  /** For those who prove that it is admitted nowhere. */
  @Test
  void mayForAnHourHaveARoleThatNobodyKnows() throws IOException {
    try (var service = RunningService.start(data)) {
      var secret =
          service.add(
              "'client_id':'probe','job_role':'Nobody','unknown_role':true,"
                  + "'not_after':'2026-11-24T13:00:00Z'");
      var answer = service.token("probe", secret);
      assertThat(answer.get("servers")).isEmpty();
      assertThat(RunningService.part(answer, 1).get("job_role").asText()).isEqualTo("Nobody");
    }
  }

  @Test
  void operatorsFindTheServersByTheManagementPort() throws IOException {
    try (var service = RunningService.start(data)) {
      var answer = RunningService.json(service.adminAlone("service/show", ""));
      assertThat(answer.get("issuer").asText()).isEqualTo("http://localhost:8100");
      assertThat(answer.get("servers").findValuesAsText("name"))
          .containsExactly("hr", "project", "crm");
      assertThat(answer.get("servers").findValuesAsText("url"))
          .containsExactly(HR, RunningService.PROJECT, CRM);
    }
  }

  @Test
  void isRefusedLikeAnUnknownOneWhateverIsWrongAndTheAuditKnowsWhat() throws IOException {
    try (var service = RunningService.start(data)) {
      var answers = new ArrayList<String>();
      answers.add(refused(service, "nobody", "x", "unknown_client"));
      var good = service.add("'client_id':'good'");
      answers.add(refused(service, "good", good + "x", "wrong_secret"));

      var disabled = service.add("'client_id':'off'");
      assertThat(service.admin("clients/disable", "'client_id':'off'").status()).isEqualTo(200);
      answers.add(refused(service, "off", disabled, "client_disabled"));
      answers.add(refused(service, "off", "x", "wrong_secret"));

      var ended = service.add("'client_id':'over','not_after':'2026-11-24T12:00:30Z'");
      var older = service.add("'client_id':'turned'");
      service.admin("clients/rotate-secret", "'client_id':'turned','overlap':'PT30S'");
      service.clock.advance(Duration.ofSeconds(30));
      answers.add(refused(service, "over", ended, "client_ended"));
      answers.add(refused(service, "turned", older, "secret_ended"));

      var post = service.add("'client_id':'post','auth_methods':['client_secret_post']");
      answers.add(refused(service, "post", post, "auth_method_not_registered"));
      assertThat(answers).containsOnly(answers.getFirst());

      assertThat(service.admin("clients/enable", "'client_id':'off'").status()).isEqualTo(200);
      assertThat(service.token("off", disabled).has("access_token")).isTrue();
    }
  }

  @Test
  void authenticatesInTheWaysThatAreRegisteredOnly() throws IOException {
    try (var service = RunningService.start(data)) {
      var post = service.add("'client_id':'post','auth_methods':['client_secret_post']");
      var body = "&client_id=post&client_secret=" + post;
      var json = "{\"client_id\":\"post\",\"client_secret\":\"" + post + "\"}";
      assertThat(service.post(GRANT + body, FORM).status()).isEqualTo(200);
      assertThat(service.post(json, JSON).status()).isEqualTo(200);
      assertThat(service.post(GRANT, FORM, basic("post", post)).status()).isEqualTo(401);

      var basic = service.add("'client_id':'basic','auth_methods':['client_secret_basic']");
      assertThat(service.post(GRANT, FORM, basic("basic", basic)).status()).isEqualTo(200);
      var secret = "&client_id=basic&client_secret=" + basic;
      assertThat(service.post(GRANT + secret, FORM).status()).isEqualTo(401);
    }
  }

  @Test
  void usesTheGrantsThatAreRegisteredOnly() throws IOException {
    try (var service = RunningService.start(data)) {
      var secret = service.add("'client_id':'c'");
      // Another grant than this one may be registered once there is another.
      var config = DatabaseConfig.sqlite("token-service", data.resolve("token-service"));
      try (var database = Database.open(config)) {
        database.write(handle -> handle.execute("update clients set grants = '[\"other\"]'"));
      }
      var answer = service.post(GRANT, FORM, basic("c", secret));
      RefusalAssert.isOurs(answer, 400);
      assertThat(RunningService.json(answer).get("error").asText())
          .isEqualTo("unauthorized_client");
      assertThat(service.audit().getLast().get("reason").asText())
          .isEqualTo("grant_not_registered");
      var unknown = service.post("grant_type=password", FORM, basic("c", secret));
      assertThat(RunningService.json(unknown).get("error").asText())
          .isEqualTo("unsupported_grant_type");
    }
  }

  @Test
  void isToldToComeBackWhileTheDatabaseFails() throws IOException {
    var log = (Logger) LoggerFactory.getLogger(TokenEndpoint.class);
    log.setLevel(Level.OFF);
    var config = DatabaseConfig.sqlite("token-service", data.resolve("token-service"));
    try (var service = RunningService.start(data);
        var database = Database.open(config)) {
      database.write(handle -> handle.execute("alter table clients rename to others"));
      for (var client : List.of("alice", "nobody")) {
        var answer = service.post(GRANT, FORM, basic(client, "alice-secret"));
        RefusalAssert.isOurs(answer, 503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
      }
      database.write(handle -> handle.execute("alter table others rename to clients"));
      assertThat(service.token("alice", "alice-secret").has("access_token")).isTrue();
    } finally {
      log.setLevel(null);
    }
  }

  @Test
  void neverGetsATokenPastItsEnd() throws IOException {
    try (var service = RunningService.start(data)) {
      var secret =
          service.add(
              "'client_id':'brief','not_after':'2026-11-24T12:01:40.900Z',"
                  + "'not_after_reason':'a project','token_ttl':60");
      var first = service.token("brief", secret);
      assertThat(first.get("expires_in").asInt()).isEqualTo(60);
      service.clock.advance(Duration.ofMillis(99_999));
      var last = service.token("brief", secret);
      assertThat(last.get("expires_in").asInt()).isEqualTo(1);
      var claims = RunningService.part(last, 1);
      assertThat(claims.get("exp").asLong()).isEqualTo(claims.get("iat").asLong() + 1);
      service.clock.advance(Duration.ofMillis(1));
      refused(service, "brief", secret, "client_ended");
    }
  }

  @Test
  void ofADemoIsShadowedByARegisteredOneAndNeverWorksWithoutTheDemo() throws IOException {
    String secret;
    try (var service = RunningService.start(data, Map.of("DEMO", "false"))) {
      secret = service.add("'client_id':'alice'");
      refused(service, "alice", "alice-secret", "wrong_secret");
      refused(service, "bob", "bob-secret", "unknown_client");
    }
    try (var service = RunningService.start(data)) {
      refused(service, "alice", "alice-secret", "wrong_secret");
      assertThat(service.token("alice", secret).has("access_token")).isTrue();
      assertThat(service.token("bob", "bob-secret").has("access_token")).isTrue();
      var taken = service.admin("clients/add", "'client_id':'bob'");
      RefusalAssert.isOurs(taken, 409);
      assertThat(taken.body()).contains("A demo client is called 'bob'");
      var gone = service.admin("clients/disable", "'client_id':'bob'");
      RefusalAssert.isOurs(gone, 404);
      assertThat(gone.body()).contains("but a demo client");
    }
  }

  @Test
  void isMissedAtTheStartWhileThereIsNone() throws IOException {
    var log = (Logger) LoggerFactory.getLogger(TokenServing.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try {
      RunningService.start(data).close();
      assertThat(lines.list).isEmpty();
      try (var service = RunningService.start(data, Map.of("DEMO", "false"))) {
        assertThat(lines.list)
            .singleElement()
            .asString()
            .contains("[WARN] No client is registered", "scripts/rolegate client add");
        service.add("'client_id':'c'");
      }
      lines.list.clear();
      RunningService.start(data, Map.of("DEMO", "false")).close();
      assertThat(lines.list).isEmpty();
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void keepsItsSecretWhileTheKeyOfTheHashesChanges() throws IOException {
    var second = "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw";
    var both = Map.of("SECRET_HASH_KEY", second, "SECRET_HASH_KEY_OLD", RunningService.HASH_KEY);
    String secret;
    String idle;
    try (var service =
        RunningService.start(data, Map.of("SECRET_HASH_KEY", RunningService.HASH_KEY))) {
      secret = service.add("'client_id':'busy'");
      idle = service.add("'client_id':'idle'");
    }
    try (var service = RunningService.start(data, both)) {
      for (var time : List.of("before it is rehashed", "after")) {
        assertThat(service.token("busy", secret).has("access_token")).as(time).isTrue();
      }
      refused(service, "busy", secret + "x", "wrong_secret");
    }
    try (var service = RunningService.start(data, Map.of("SECRET_HASH_KEY", second))) {
      assertThat(service.token("busy", secret).has("access_token")).isTrue();
      refused(service, "idle", idle, "wrong_secret");
    }
    try (var service = RunningService.start(data, both)) {
      assertThat(service.token("idle", idle).has("access_token")).isTrue();
    }
  }

  private static String refused(
      RunningService service, String clientId, String secret, String reason) throws IOException {
    var answer = service.post(GRANT, FORM, basic(clientId, secret));
    RefusalAssert.isOurs(answer, 401);
    assertThat(service.audit().getLast().get("reason").asText()).isEqualTo(reason);
    return comparable(answer);
  }

  private static String comparable(RawHttp.Answer answer) {
    return (answer.head() + answer.body())
        .replace(answer.header("X-Request-Id"), "ID")
        .replaceFirst("Date: [^\r]+", "Date: NOW");
  }

  private RunningService start(Databases engine) {
    return RunningService.start(data, engine.fresh("token-service", data), Map.of());
  }
}
