package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp.Answer;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for browsers, the code that it ends with, and what hostile requests make of both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInPageTest {
  private static final String PAGE = "/approvers/sign-in";
  private static final String STATE = "pXk3_s-9QmZ7tT1vB4cE8w";
  private static final String OWN = "Origin: http://localhost:8100";
  private static final String HOSTILE = "\"><script>alert(1)</script>";

  private RunningService service;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data, Map.of("TRUSTED_PROXIES", "127.0.0.1"));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void theFormIsAPageThatNothingElseCanBePartOf() throws IOException {
    var page = service.http.ask("GET", PAGE + "?server=hr&state=" + STATE);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'self'; form-action 'self' http://localhost:9001;"
                + " frame-ancestors 'none'; base-uri 'none'");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.hasHeader("Set-Cookie")).isFalse();
    assertThat(page.body())
        .contains("<form method=\"post\" action=\"/approvers/sign-in\">")
        .contains("<label for=\"account\">", "<label for=\"password\">")
        .contains("autocomplete=\"current-password\"")
        .contains("value=\"" + STATE + "\"")
        .doesNotContain("<script", "style=", "http://", "role=\"alert\"");
    var style = service.http.ask("GET", "/approvers/style.css");
    assertThat(style.status()).isEqualTo(200);
    assertThat(style.header("Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(style.body()).contains("prefers-color-scheme: dark").doesNotContain("url(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?server=hr",
        "?state=" + STATE,
        "?server=finance&state=" + STATE,
        "?server=http%3A%2F%2Fevil.example&state=" + STATE,
        "?server=hr&state=short",
        "?server=hr&state=" + STATE + "%0d%0aSet-Cookie:%20a=b",
        "?server=hr&state=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "?server=hr&server=crm&state=" + STATE,
        "?server=hr&state=" + STATE + "&state=" + STATE,
        "?server=hr&state=%zz%zz%zz%zz%zz%zz%zz%zz",
        "?server=hr&state=%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe",
        "?server=hr&state=" + STATE + "&return=http%3A%2F%2Fevil.example",
        "?server=hr&state=" + STATE + "&account=erin&password=erin-approver",
      })
  void whoDoesNotComeFromAnApprovalPageGetsNoForm(String query) throws IOException {
    var page = service.http.ask("GET", PAGE + query);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body())
        .contains("role=\"alert\"")
        .doesNotContain("<form", "<script", "evil", "erin", STATE);
    assertThat(page.header("Content-Security-Policy")).contains("form-action 'self';");
    assertThat(page.hasHeader("Set-Cookie")).isFalse();
  }

  @Test
  void whoSignsInGoesToTheApprovalPageWithACodeThatItsServerRedeems() throws IOException {
    var answer = submit("erin", "erin-approver", "hr", STATE, OWN);
    var code = code(answer, "http://localhost:9001/approvals");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.hasHeader("Set-Cookie")).isFalse();
    var redeemed = redeem(code, "hr");
    assertThat(redeemed.status()).as(redeemed.body()).isEqualTo(200);
    assertThat(redeemed.header("Cache-Control")).isEqualTo("no-store");
    assertThat(RunningService.json(redeemed).get("expires_in").asInt()).isEqualTo(900);
    var token = RunningService.json(redeemed).get("token").asText();
    var claims =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    assertThat(claims)
        .contains("\"sub\":\"erin\"", "\"approver\":\"erin\"", "\"job_role\":\"Manager\"")
        .contains("\"aud\":\"http://localhost:8001/mcp\"")
        .doesNotContain("client_id");
    assertThat(service.auditText()).doesNotContain(code, token, "erin-approver");
    var line = service.audit().getLast();
    assertThat(line.get("action").asText()).isEqualTo("approver_code");
    assertThat(line.get("subject").asText()).isEqualTo("erin");
    assertThat(line.get("reason").asText()).isEqualTo("code_redeemed_by_hr");
    // Used up, and no other time.
    assertWorthless(redeem(code, "hr"), "unknown_code");
  }

  @Test
  void aCodeIsGoodForItsServerAloneAndLostWhenAnotherTriesIt() throws IOException {
    var code =
        code(submit("erin", "erin-approver", "hr", STATE, OWN), "http://localhost:9001/approvals");
    assertWorthless(redeem(code, "crm"), "code_of_another_server");
    assertWorthless(redeem(code, "hr"), "unknown_code");
  }

  @Test
  void aCodeEndsAfterAMinute() throws IOException {
    var code =
        code(submit("erin", "erin-approver", "hr", STATE, OWN), "http://localhost:9001/approvals");
    service.clock.advance(Duration.ofSeconds(60));
    assertWorthless(redeem(code, "hr"), "code_expired");
  }

  @Test
  void aCodeDiesWithWhatIsTakenBackFromItsSubject() throws IOException {
    var code =
        code(submit("erin", "erin-approver", "hr", STATE, OWN), "http://localhost:9001/approvals");
    assertThat(service.admin("revocations/add", "'subject':'erin'").status()).isEqualTo(200);
    assertWorthless(redeem(code, "hr"), "revoked");
    var next =
        code(submit("erin", "erin-approver", "hr", STATE, OWN), "http://localhost:9001/approvals");
    assertThat(redeem(next, "hr").status()).isEqualTo(200);
  }

  @Test
  void ofManyWhoRedeemACodeAtOnceOneGetsTheToken() throws Exception {
    var code =
        code(submit("erin", "erin-approver", "hr", STATE, OWN), "http://localhost:9001/approvals");
    try (var redeemers = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries = new ArrayList<Callable<Integer>>();
      for (var one = 0; one < 20; one++) {
        tries.add(() -> redeem(code, "hr").status());
      }
      var good = 0;
      for (var one : redeemers.invokeAll(tries)) {
        good += one.get() == 200 ? 1 : 0;
      }
      assertThat(good).isEqualTo(1);
    }
  }

  @Test
  void onlyServersRedeemCodes() throws IOException {
    var code =
        code(submit("erin", "erin-approver", "hr", STATE, OWN), "http://localhost:9001/approvals");
    var body = "{\"code\":\"" + code + "\",\"server\":\"hr\"}";
    for (var headers :
        List.of(
            List.of(JSON),
            List.of(JSON, RunningService.alice()),
            List.of(JSON, service.server() + "x"))) {
      RefusalAssert.isOurs(
          service.http.post("/internal/approver-codes", body, headers.toArray(String[]::new)), 401);
    }
    for (var bad :
        List.of(
            "{}",
            "{\"code\":\"x\"}",
            body.replace("hr", "finance"),
            body.replace("}", ",\"a\":\"b\"}"))) {
      RefusalAssert.isOurs(
          service.http.post("/internal/approver-codes", bad, JSON, service.server()), 400);
    }
    assertThat(redeem(code, "hr").status()).isEqualTo(200);
  }

  @Test
  void aFailureShowsTheFormAgainWithTheAccountAndNoPassword() throws IOException {
    var page = submit("carol", "a wrong password", "hr", STATE, OWN);
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.hasHeader("Location")).isFalse();
    assertThat(page.body())
        .contains("role=\"alert\"", "value=\"carol\"", "value=\"" + STATE + "\"")
        .doesNotContain("a wrong password");
    assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
  }

  /** People type a password where the account belongs, and others type worse. */
  @ParameterizedTest
  @ValueSource(
      strings = {HOSTILE, "My Secret Passw0rd!", "%s%n{0}${jndi:ldap://x}", "\u202eerin", "e\nrin"})
  void whatCannotBeAnAccountDoesNotComeBackAndIsNotWrittenDown(String typed) throws IOException {
    var page = submit(typed, "x", "hr", STATE, OWN);
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body())
        .doesNotContain("<script", "Secret", "jndi", "\u202e")
        .contains("value=\"\"");
    assertThat(service.audit().getLast().get("reason").asText()).isEqualTo("unknown_account");
    assertThat(service.auditText()).doesNotContain("script", "Passw0rd", "jndi");
  }

  /** Someone makes a browser sign in as him: from elsewhere it is not even tried. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost:8101",
        "Origin: http://localhost:8100.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none",
      })
  void aForeignPageCannotSendTheForm(String header) throws IOException {
    var before = service.audit().stream().filter(SignInPageTest::isSignIn).count();
    var answer = submit("erin", "erin-approver", "hr", STATE, header);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.hasHeader("Location")).isFalse();
    assertThat(service.audit().stream().filter(SignInPageTest::isSignIn).count()).isEqualTo(before);
  }

  private static boolean isSignIn(JsonNode line) {
    return line.path("action").asText().equals("approver_sign_in");
  }

  /** A right password leads to no other place than the settings name, and splits no header. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "server=finance&state=" + STATE,
        "server=http%3A%2F%2Fevil.example&state=" + STATE,
        "server=%2F%2Fevil.example&state=" + STATE,
        "server=hr&state=",
        "server=hr",
        "server=hr&state=" + STATE + "%0d%0aLocation:%20http://evil.example",
        "server=hr&state=" + STATE + "%26next=http://evil.example",
        "server=hr&state=" + STATE + "&state=" + STATE,
        "server=hr&server=crm&state=" + STATE,
        "server=hr&state=%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe%ff%fe",
      })
  void noRedirectLeadsElsewhere(String where) throws IOException {
    var answer = service.http.post(PAGE, "account=erin&password=erin-approver&" + where, FORM, OWN);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.hasHeader("Location")).isFalse();
    assertThat(answer.body()).doesNotContain("evil");
  }

  @Test
  void otherThingsInTheFormChangeNothing() throws IOException {
    var answer =
        service.http.post(
            PAGE + "",
            form("erin", "erin-approver", "hr", STATE) + "&return_to=http%3A%2F%2Fevil.example",
            FORM,
            OWN);
    var _ = code(answer, "http://localhost:9001/approvals");
  }

  @Test
  void formsAreBoundedAndOfOneKind() throws IOException {
    assertThat(service.http.post(PAGE, "{}", JSON, OWN).status()).isEqualTo(415);
    assertThat(
            service
                .http
                .post(PAGE, "account=erin", "Content-Type: multipart/form-data; boundary=x", OWN)
                .status())
        .isEqualTo(415);
    assertThat(service.http.post(PAGE, "x=" + "y".repeat(16 * 1024), FORM, OWN).status())
        .isEqualTo(413);
    assertThat(
            service
                .http
                .post(PAGE + "?server=hr", form("erin", "erin-approver", "hr", STATE), FORM, OWN)
                .status())
        .isEqualTo(400);
    assertThat(
            submitWith(form("erin", "erin-approver", "hr", STATE), OWN, RunningService.alice())
                .status())
        .isEqualTo(400);
    assertThat(submit("erin", "", "hr", STATE, OWN).status()).isEqualTo(400);
    assertThat(submit("erin", "x".repeat(1025), "hr", STATE, OWN).status()).isEqualTo(400);
    RefusalAssert.isOurs(service.http.ask("PUT", PAGE), 405);
  }

  private Answer submit(
      String account, String password, String server, String state, String... headers)
      throws IOException {
    return submitWith(form(account, password, server, state), headers);
  }

  private Answer submitWith(String form, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(headers));
    all.add(FORM);
    all.add("X-Forwarded-For: 203.0.113." + Math.floorMod(System.nanoTime(), 250));
    return service.http.post(PAGE, form, all.toArray(String[]::new));
  }

  private Answer redeem(String code, String server) throws IOException {
    return service.http.post(
        "/internal/approver-codes",
        "{\"code\":\"" + code + "\",\"server\":\"" + server + "\"}",
        JSON,
        service.server());
  }

  private void assertWorthless(Answer answer, String reason) throws IOException {
    RefusalAssert.isOurs(answer, 400);
    assertThat(RunningService.json(answer).get("error").asText()).isEqualTo("invalid_code");
    assertThat(service.audit().getLast().get("reason").asText()).isEqualTo(reason);
  }

  private static String code(Answer answer, String page) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    var start = page + "/session?code=";
    var location = answer.header("Location");
    assertThat(location).startsWith(start).endsWith("&state=" + STATE);
    return location.substring(start.length(), location.indexOf('&'));
  }

  private static String form(String account, String password, String server, String state) {
    return "account=%s&password=%s&server=%s&state=%s"
        .formatted(encoded(account), encoded(password), encoded(server), encoded(state));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
