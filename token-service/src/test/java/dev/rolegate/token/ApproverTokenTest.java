package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.alice;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.ApproverVerification;
import dev.rolegate.auth.ApproverVerifier;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.TokenDefect;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.Verification;
import dev.rolegate.auth.http.RawHttp.Answer;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code POST /approvers/token}: who signs in, who never does, and what it gives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApproverTokenTest {
  private static final String TOKEN = "/approvers/token";

  /** One address fails often here; a proxy says that it is another each time. */
  private static final Map<String, String> SETTINGS =
      Map.of("TOKEN_KEY", RunningService.SIGNING_KEY, "TRUSTED_PROXIES", "127.0.0.1");

  private RunningService service;
  private int addresses;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data, SETTINGS);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  /** A request that must fail, and how. */
  record Case(String what, int status, String error, String body, List<String> headers) {
    Case(String what, int status, String error, String body, String... headers) {
      this(what, status, error, body, List.of(headers));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  List<Case> refusals() throws IOException {
    var token = service.token("alice", "alice-secret").get("access_token").asText();
    var good = body("erin", "erin-approver", "hr");
    var all = new ArrayList<Case>();
    // A client's credential, in every place where something could be taken for one.
    for (var pair :
        List.of(
            List.of("alice", "alice-secret"),
            List.of("test_client", "secret_1234"),
            List.of("alice", token),
            List.of("erin", token),
            List.of("alice", "alice"),
            // and other approvers' or other spellings
            List.of("erin", "alice-approver"),
            List.of("erin", "erin-approver "),
            List.of("erin", "Erin-approver"),
            List.of("erin", "erin-approver\\u0000"),
            List.of("erin ", "erin-approver"),
            List.of("er\\u0130n", "erin-approver"),
            List.of("nobody", "erin-approver"),
            List.of("' or '1'='1", "erin-approver"),
            List.of("x".repeat(65), "erin-approver"),
            List.of("*", "*"))) {
      all.add(
          new Case(
              Refused.shown(pair.toString()),
              401,
              "sign_in_failed",
              body(pair.getFirst(), pair.getLast(), "hr"),
              JSON));
    }
    for (var header :
        List.of(
            alice(),
            basic("erin", "erin-approver"),
            "Authorization: Bearer " + token,
            "Authorization: Bearer " + feedToken())) {
      all.add(new Case(header.substring(0, 24), 400, "invalid_request", good, JSON, header));
    }
    for (var wrong :
        List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"account\":\"erin\",\"password\":\"erin-approver\"}",
            good.replace("}", ",\"client_id\":\"alice\"}"),
            good.replace("\"erin\"", "[\"erin\"]"),
            good.replace("\"hr\"", "null"),
            good.replace("\"hr\"", "\"\""),
            good.replace("{", "{\"account\":\"alice\","),
            good + "x",
            body("erin", "erin-approver", "finance"),
            body("erin", "erin-approver", "HR"),
            body("erin", "erin-approver", "http://localhost:8001/mcp"),
            body("erin", "x".repeat(1025), "hr"))) {
      all.add(new Case(Refused.shown("body " + wrong), 400, "invalid_request", wrong, JSON));
    }
    all.add(new Case("a form", 415, "unsupported_media_type", "account=erin", FORM));
    all.add(new Case("no type", 415, "unsupported_media_type", good));
    all.add(new Case("two types", 415, "unsupported_media_type", good, JSON, JSON));
    all.add(
        new Case(
            "a body too large",
            413,
            "content_too_large",
            body("erin", "x".repeat(16 * 1024), "hr"),
            JSON));
    return all;
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefused(Case one) throws IOException {
    var answer = ask(one.body(), one.headers().toArray(String[]::new));
    RefusalAssert.isOurs(answer, one.status());
    assertThat(RunningService.json(answer).get("error").asText()).isEqualTo(one.error());
    assertThat(answer.body()).doesNotContain("erin-approver", "alice-secret");
    assertThat(service.auditText()).doesNotContain("-approver", "secret_1234");
    assertThat(signIn("erin", "erin-approver", "hr").status()).isEqualTo(200);
  }

  @Test
  void theUrlTakesNoPassword() throws IOException {
    var body = body("erin", "erin-approver", "hr");
    var answer = service.http.post(TOKEN + "?account=erin", body, JSON);
    RefusalAssert.isOurs(answer, 400);
    RefusalAssert.isOurs(service.http.ask("GET", TOKEN), 405);
  }

  /** Wrong, unknown and locked out: nobody can tell which from what comes back. */
  @Test
  void everyFailureLooksTheSame(@TempDir Path data) throws IOException {
    try (var own = RunningService.start(data, SETTINGS)) {
      var answers = new ArrayList<Answer>();
      answers.add(ask(own, body("nobody", "erin-approver", "hr")));
      for (var one = 0; one < 5; one++) {
        answers.add(ask(own, body("erin", "wrong" + one, "hr")));
      }
      // Locked out: wrong and right are the same now.
      answers.add(ask(own, body("erin", "wrong", "hr")));
      answers.add(ask(own, body("erin", "erin-approver", "hr")));
      assertThat(answers)
          .allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(withoutIds(answer)).isEqualTo(withoutIds(answers.getFirst()));
          });
      assertThat(own.audit().stream().map(line -> line.path("reason").asText()))
          .containsExactly(
              "unknown_account",
              "wrong_password",
              "wrong_password",
              "wrong_password",
              "wrong_password",
              "wrong_password",
              "account_locked",
              "account_locked");
      assertThat(ask(own, body("alice", "alice-approver", "hr")).status()).isEqualTo(200);
      own.clock.advance(Duration.ofMinutes(15));
      assertThat(ask(own, body("erin", "erin-approver", "hr")).status()).isEqualTo(200);
    }
  }

  @Test
  void anAddressThatFailsTooOftenIsToldToWait(@TempDir Path data) throws IOException {
    try (var own = RunningService.start(data)) {
      for (var one = 0; one < 20; one++) {
        assertThat(own.http.post(TOKEN, body("nobody" + one, "x", "hr"), JSON).status())
            .isEqualTo(401);
      }
      var answer = own.http.post(TOKEN, body("erin", "erin-approver", "hr"), JSON);
      RefusalAssert.isOurs(answer, 429);
      assertThat(answer.header("Retry-After")).isEqualTo("900");
      // Clients have limits of their own, and nothing to do with this.
      assertThat(own.token("alice", "alice-secret").has("access_token")).isTrue();
      own.clock.advance(Duration.ofMinutes(15));
      assertThat(own.http.post(TOKEN, body("erin", "erin-approver", "hr"), JSON).status())
          .isEqualTo(200);
    }
  }

  @Test
  void anAddressThatAsksTooOftenIsNotEvenRead(@TempDir Path data) throws IOException {
    try (var own = RunningService.start(data, Map.of("RATE_LIMIT_REQUESTS", "3/PT1H"))) {
      for (var one = 0; one < 3; one++) {
        assertThat(own.http.post(TOKEN, "x", JSON).status()).isEqualTo(400);
      }
      RefusalAssert.isOurs(own.http.post(TOKEN, "x", JSON), 429);
      assertThat(own.audit().getLast().get("reason").asText()).isEqualTo("request_limit");
    }
  }

  @Test
  void whoSignsInIsAnApproverOfThatServerAlone() throws IOException {
    var answer = signIn("Erin", "erin-approver", "hr");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    var body = RunningService.json(answer);
    assertThat(body.get("expires_in").asInt()).isEqualTo(900);
    assertThat(body.get("servers").toString())
        .isEqualTo("[{\"name\":\"hr\",\"approvals\":\"http://localhost:9001/approvals\"}]");
    var token = body.get("token").asText();
    var approver = approver(RunningService.HR, token);
    assertThat(approver.subject()).isEqualTo("erin");
    assertThat(approver.account()).isEqualTo("erin");
    assertThat(approver.jobRole()).isEqualTo("Manager");
    assertThat(approver.name()).isEqualTo("Erin");
    assertThat(Duration.between(approver.issuedAt(), approver.expiresAt()))
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(verify(RunningService.CRM, token))
        .isEqualTo(new ApproverVerification.Refused(TokenDefect.AUDIENCE));
    var line = service.audit().getLast();
    assertThat(line.get("action").asText()).isEqualTo("approver_sign_in");
    assertThat(line.get("subject").asText()).isEqualTo("erin");
    assertThat(line.get("tool").asText()).isEqualTo("erin");
    assertThat(line.get("client").isNull()).isTrue();
    assertThat(line.get("outcome").asText()).isEqualTo("allowed");
    assertThat(service.auditText()).doesNotContain(token, "erin-approver");
  }

  /** At no route is either kind of token taken for the other. */
  @Test
  void noRouteTakesAnApproversTokenForAClientsNorTheReverse() throws IOException {
    var token = RunningService.json(signIn("alice", "alice-approver", "hr")).get("token").asText();
    var access = service.token("alice", "alice-secret").get("access_token").asText();
    assertThat(
            new TokenVerifier(
                    ours().trustedIssuer(), RunningService.HR, RevokedTokens.none(), service.clock)
                .verify(token))
        .isEqualTo(new Verification.Refused(TokenDefect.TYPE));
    assertThat(verify(RunningService.HR, access))
        .isEqualTo(new ApproverVerification.Refused(TokenDefect.APPROVER_TYPE));
    // introspection does not know it, and revocation does not take it back
    assertThat(service.http.post("/introspect", "token=" + token, FORM, service.server()).body())
        .isEqualTo("{\"active\":false}");
    assertThat(service.http.post("/introspect", "token=" + token, FORM, alice()).body())
        .isEqualTo("{\"active\":false}");
    assertThat(service.http.post("/revoke", "token=" + token, FORM, alice()).status())
        .isEqualTo(200);
    assertThat(feed()).doesNotContain(approver(RunningService.HR, token).tokenId());
    // it is no client's assertion, no refresh token, nothing to trade and no bearer credential
    for (var form :
        List.of(
            "grant_type=client_credentials&client_id=alice&client_secret=" + token,
            "grant_type=client_credentials&client_assertion_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion="
                + token)) {
      RefusalAssert.isOurs(service.post(form, FORM), 401);
    }
    var alice = "&client_id=alice&client_secret=alice-secret";
    for (var form :
        List.of(
            "grant_type=refresh_token&refresh_token=" + token + alice,
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange"
                + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token"
                + "&subject_token="
                + token
                + alice)) {
      RefusalAssert.isOurs(service.post(form, FORM), 400);
    }
    for (var bearer : List.of(token, access)) {
      RefusalAssert.isOurs(
          service.http.ask("GET", "/internal/revocations", "Authorization: Bearer " + bearer), 401);
      RefusalAssert.isOurs(
          service.http.post(
              "/internal/approver-codes",
              "{\"code\":\"x\",\"server\":\"hr\"}",
              JSON,
              "Authorization: Bearer " + bearer),
          401);
      RefusalAssert.isOurs(
          service.management.post(
              "/admin/approvers/list", "{}", JSON, "Authorization: Bearer " + bearer),
          401);
    }
  }

  /** Of a client of the same name and subject as the approver. */
  @Test
  void nothingThatAClientHasOrSignsIsAPassword() throws IOException {
    var secret =
        service.add(
            "'client_id':'erin','grants':['client_credentials','refresh_token'],"
                + "'job_role':'Manager'");
    var issued = service.token("erin", secret);
    var assertion = ours().valid().header("typ", "JWT").claim("aud", TestTokens.ISSUER).mint();
    for (var credential :
        List.of(
            secret,
            issued.get("access_token").asText(),
            issued.get("refresh_token").asText(),
            assertion,
            "Bearer " + issued.get("access_token").asText())) {
      var answer = signIn("erin", credential, "hr");
      // An assertion may be longer than any password.
      assertThat(answer.status()).isIn(400, 401);
      assertThat(answer.body()).doesNotContain("\"token\"");
      var page =
          service.http.post(
              "/approvers/sign-in",
              "account=erin&server=hr&state=pXk3_s-9QmZ7tT1vB4cE8w&password=" + credential,
              FORM,
              "X-Forwarded-For: 203.0.113." + ++addresses % 250);
      assertThat(page.status()).isIn(400, 401);
      assertThat(page.hasHeader("Location")).isFalse();
      assertThat(signIn("erin", "erin-approver", "hr").status()).isEqualTo(200);
    }
    assertThat(service.admin("clients/remove", "'client_id':'erin'").status()).isEqualTo(200);
  }

  @Test
  void withoutTheDemoNobodyKnownSignsIn(@TempDir Path data) throws IOException {
    try (var own = RunningService.start(data, Map.of("DEMO", ""))) {
      for (var name : List.of("alice", "bob", "carol", "erin")) {
        var answer = own.http.post(TOKEN, body(name, name + "-approver", "hr"), JSON);
        RefusalAssert.isOurs(answer, 401);
        assertThat(own.audit().getLast().get("reason").asText()).isEqualTo("unknown_account");
        assertThat(own.audit().getLast().has("tool")).isFalse();
      }
    }
  }

  private Answer signIn(String account, String password, String server) throws IOException {
    return ask(body(account, password, server), JSON);
  }

  private Answer ask(String body, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(headers));
    all.add("X-Forwarded-For: 203.0.113." + ++addresses % 250);
    return service.http.post(TOKEN, body, all.toArray(String[]::new));
  }

  private Answer ask(RunningService own, String body) throws IOException {
    return own.http.post(TOKEN, body, JSON, "X-Forwarded-For: 203.0.113." + ++addresses % 250);
  }

  private String feed() throws IOException {
    return service.http.ask("GET", "/internal/revocations", service.server()).body();
  }

  private String feedToken() throws IOException {
    return service.server().substring("Authorization: Bearer ".length());
  }

  private ApproverVerification verify(String resource, String token) {
    return new ApproverVerifier(
            ours().trustedIssuer(), resource, RevokedTokens.none(), service.clock)
        .verify(token);
  }

  private Approver approver(String resource, String token) {
    return ((ApproverVerification.Verified) verify(resource, token)).approver();
  }

  private TestTokens ours() {
    return TestTokens.rs256(
        PemKeys.readPrivate(RunningService.SIGNING_KEY), TestTokens.ISSUER, service.clock);
  }

  private static String withoutIds(Answer answer) {
    return (answer.head() + answer.body())
        .replaceAll("(?i)(x-request-id: |\"request_id\":\")[^\r\"]*", "")
        .replaceAll("(?i)Date: [^\r]*", "");
  }

  static String body(String account, String password, String server) {
    return "{\"account\":\"%s\",\"password\":\"%s\",\"server\":\"%s\"}"
        .formatted(account, password, server);
  }
}
