package dev.rolegate.token;

import static dev.rolegate.token.RunningService.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp.Answer;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.Databases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does about approvers, over real HTTP and on both databases. */
class ApproverAdminTest {
  private static final String PASSWORD = "quiet-otter-7-lamp";
  private static final String ROBIN =
      "'account':'robin','subject':'r-7','job_role':'Manager','name':'Robin Rook'";

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  void anApproverComesSignsInAndGoes(Databases engine) throws IOException {
    var database = engine.fresh("token-service", data);
    try (var service = RunningService.start(data, database, Map.of())) {
      var added = service.admin("approvers/add", ROBIN);
      assertThat(added.status()).as(added.body()).isEqualTo(201);
      var made = RunningService.json(added).get("password").asText();
      assertThat(made).hasSizeGreaterThanOrEqualTo(24);
      assertThat(service.audit().getLast().get("action").asText()).isEqualTo("admin_approvers_add");
      assertThat(service.audit().getLast().get("tool").asText()).isEqualTo("robin");
      var first = claims(signIn(service, made));
      assertThat(first.get("sub").asText()).isEqualTo("r-7");
      assertThat(first.get("name").asText()).isEqualTo("Robin Rook");
      var list = RunningService.json(service.adminAlone("approvers/list", "")).get("approvers");
      assertThat(list.toString())
          .isEqualTo(
              "[{\"account\":\"robin\",\"subject\":\"r-7\",\"job_role\":\"Manager\","
                  + "\"name\":\"Robin Rook\",\"enabled\":true}]");
      // A new password ends what was signed in to with the old one.
      var reset =
          service.admin("approvers/reset", "'account':'robin','password':'" + PASSWORD + "'");
      assertThat(reset.status()).as(reset.body()).isEqualTo(200);
      assertThat(RunningService.json(reset).has("password")).isFalse();
      assertThat(feed(service)).contains(first.get("jti").asText());
      assertThat(signIn(service, made).status()).isEqualTo(401);
      var second = claims(signIn(service, PASSWORD));
      assertThat(service.admin("approvers/disable", "'account':'robin'").status()).isEqualTo(200);
      assertThat(feed(service)).contains(second.get("jti").asText());
      assertThat(signIn(service, PASSWORD).status()).isEqualTo(401);
      assertThat(service.audit().getLast().get("reason").asText()).isEqualTo("account_disabled");
      assertThat(service.admin("approvers/enable", "'account':'robin'").status()).isEqualTo(200);
      var third = claims(signIn(service, PASSWORD));
      assertThat(service.admin("approvers/remove", "'account':'robin'").status()).isEqualTo(200);
      assertThat(feed(service)).contains(third.get("jti").asText());
      assertThat(signIn(service, PASSWORD).status()).isEqualTo(401);
      assertThat(service.admin("approvers/remove", "'account':'robin'").status()).isEqualTo(404);
      assertThat(service.auditText()).doesNotContain(PASSWORD, made);
    }
  }

  @Test
  void aLockOutIsSeenAndEndsWithANewPassword() throws IOException {
    try (var service = RunningService.start(data)) {
      assertThat(service.admin("approvers/add", ROBIN).status()).isEqualTo(201);
      for (var one = 0; one < 5; one++) {
        assertThat(signIn(service, "wrong").status()).isEqualTo(401);
      }
      var robin = RunningService.json(service.adminAlone("approvers/list", "")).at("/approvers/0");
      assertThat(robin.get("locked_until").asText()).isEqualTo("2026-11-24T12:15:00.000Z");
      var reset = RunningService.json(service.admin("approvers/reset", "'account':'robin'"));
      assertThat(signIn(service, reset.get("password").asText()).status()).isEqualTo(200);
    }
  }

  /** Two services on one database count together, and know of each other's changes. */
  @Test
  void servicesOnOneDatabaseShareApproversAndLockOuts(@TempDir Path other) throws IOException {
    var database = Databases.POSTGRESQL.fresh("token-service", data);
    try (var first = RunningService.start(data, database, Map.of());
        var second = RunningService.start(other, database, Map.of())) {
      assertThat(first.admin("approvers/add", ROBIN + ",'password':'" + PASSWORD + "'").status())
          .isEqualTo(201);
      assertThat(signIn(second, PASSWORD).status()).isEqualTo(200);
      for (var one = 0; one < 5; one++) {
        assertThat(signIn(one % 2 == 0 ? first : second, "wrong").status()).isEqualTo(401);
      }
      assertThat(signIn(first, PASSWORD).status()).isEqualTo(401);
      assertThat(signIn(second, PASSWORD).status()).isEqualTo(401);
      assertThat(second.audit().getLast().get("reason").asText()).isEqualTo("account_locked");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'account':'Robin'",
        "'account':'robin rook'",
        "'account':'-robin'",
        "'account':''",
        "'account':'robin','job_role':'Boss'",
        "'account':'robin','name':'a\\nb'",
        "'account':'robin','password':'short'",
        "'account':'robin','password':'robin-is-my-name'",
        "'account':'robin','password':'passwordpassword'",
        "'account':'robin','password':'erin-approver'",
        "'account':'robin','password':'aaaaaaaaaaaaaaaa'",
        "'account':'robin','password':7",
        "'account':'robin','client_id':'x'",
      })
  void whatIsUnfitIsRefusedAndNothingIsThere(String members) throws IOException {
    try (var service = RunningService.start(data)) {
      RefusalAssert.isOurs(service.admin("approvers/add", members), 400);
      assertThat(service.adminAlone("approvers/list", "").body()).isEqualTo("{\"approvers\":[]}");
      assertThat(service.audit()).isEmpty();
    }
  }

  @Test
  void aChangeSaysWhoAndWhyAndNamesAreTakenOnce() throws IOException {
    try (var service = RunningService.start(data)) {
      RefusalAssert.isOurs(service.adminAlone("approvers/add", ROBIN), 400);
      assertThat(service.admin("approvers/add", ROBIN).status()).isEqualTo(201);
      RefusalAssert.isOurs(service.admin("approvers/add", ROBIN), 409);
      RefusalAssert.isOurs(service.admin("approvers/add", "'account':'erin'"), 409);
      for (var operation : List.of("reset", "remove", "enable", "disable")) {
        var answer = service.admin("approvers/" + operation, "'account':'erin'");
        RefusalAssert.isOurs(answer, 404);
        assertThat(answer.body()).contains("demo approver");
        RefusalAssert.isOurs(service.admin("approvers/" + operation, "'account':'nobody'"), 404);
      }
    }
  }

  /** Else whoever holds the client's secret could sign in with it. */
  @Test
  void noPasswordIsASecretOfAClient() throws IOException {
    try (var service = RunningService.start(data)) {
      var secret = service.add("'client_id':'reports'");
      var answer = service.admin("approvers/add", ROBIN + ",'password':'" + secret + "'");
      RefusalAssert.isOurs(answer, 400);
      assertThat(answer.body()).contains("is the secret of a client").doesNotContain(secret);
    }
  }

  /** An approver and a client of the same name are two, and neither's credential is the other's. */
  @Test
  void aClientOfTheSameNameIsSomebodyElse() throws IOException {
    try (var service = RunningService.start(data)) {
      var secret = service.add("'client_id':'robin','subject':'r-7','job_role':'Manager'");
      assertThat(service.admin("approvers/add", ROBIN + ",'password':'" + PASSWORD + "'").status())
          .isEqualTo(201);
      assertThat(signIn(service, secret).status()).isEqualTo(401);
      RefusalAssert.isOurs(
          service.post(
              RunningService.GRANT, RunningService.FORM, RunningService.basic("robin", PASSWORD)),
          401);
      // What is taken back from the client leaves the person; from the subject, both.
      var token = claims(signIn(service, PASSWORD));
      assertThat(service.admin("clients/remove", "'client_id':'robin'").status()).isEqualTo(200);
      assertThat(feed(service)).doesNotContain(token.get("jti").asText());
      assertThat(signIn(service, PASSWORD).status()).isEqualTo(200);
    }
  }

  private static Answer signIn(RunningService service, String password) throws IOException {
    return service.http.post(
        "/approvers/token", ApproverTokenTest.body("robin", password, "hr"), JSON);
  }

  private static JsonNode claims(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var token = RunningService.json(answer).get("token").asText();
    return RunningService.json(
        new Answer(
            200,
            "",
            new String(
                Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8)));
  }

  private static String feed(RunningService service) throws IOException {
    return service.http.ask("GET", "/internal/revocations", service.server()).body();
  }
}
