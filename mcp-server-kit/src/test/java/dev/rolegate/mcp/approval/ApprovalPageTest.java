package dev.rolegate.mcp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.mcp.change.Approvals.Ruling;
import dev.rolegate.mcp.change.Change.Difference;
import dev.rolegate.mcp.change.Change.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to the page, which forms count, and what of others' texts reaches a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalPageTest {
  private static final String ID = "CHG-HR-7K3M9QXA";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String ORIGIN = "Origin: http://localhost:9001";

  private PageFixture page;

  @BeforeAll
  void start(@TempDir Path data) {
    page = new PageFixture(data);
  }

  @AfterAll
  void stop() {
    page.close();
  }

  @BeforeEach
  void oneChangeWaits() {
    page.clock.set(TestTokens.NOW);
    page.approvals.clear();
    page.audit.clear();
    page.codes.clear();
    page.approvals.add(
        KeptApprovals.pending(ID, "Add employee", new Difference("name", null, "Ada")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/approvals", "/approvals/decisions", "/approvals/" + ID})
  void whoHasNotSignedInIsSentToDoSo(String path) throws IOException {
    var access = page.tokens.mint();
    page.clock.advance(Duration.ofMinutes(16));
    var now = page.erin();
    page.clock.set(TestTokens.NOW);
    for (var credential :
        List.of(
            "X-None: 1",
            "Authorization: Bearer " + page.erin(),
            "Authorization: Bearer " + access,
            PageFixture.cookie(access),
            PageFixture.cookie(now),
            PageFixture.cookie(page.tokens.approver().claim("aud", "http://x/mcp").mint()),
            PageFixture.cookie(page.erin()) + "; rolegate_approvals_hr=" + page.erin(),
            "Cookie: rolegate_approvals_crm=" + page.erin(),
            "Cookie: ROLEGATE_APPROVALS_HR=" + page.erin())) {
      var answer = page.http().ask("GET", path, credential);
      assertThat(answer.status()).as(credential).isEqualTo(303);
      assertThat(answer.header("Location"))
          .isEqualTo(
              "http://localhost:9001/approvals/sign-in"
                  + (path.endsWith(ID) ? "?change=" + ID : ""));
      assertThat(answer.body()).isEmpty();
    }
    assertThat(page.http().ask("GET", path, PageFixture.cookie(page.erin())).status())
        .isEqualTo(200);
  }

  @Test
  void aSignInEndsWithItsToken() throws IOException {
    var cookie = PageFixture.cookie(page.erin());
    page.clock.advance(Duration.ofMinutes(16));
    assertThat(page.http().ask("GET", "/approvals", cookie).status()).isEqualTo(303);
  }

  /** One thing of a valid form is broken. */
  record Forged(String name, String path, String body, List<String> headers, int status) {
    @Override
    public String toString() {
      return name;
    }
  }

  List<Forged> forged() throws IOException {
    oneChangeWaits();
    var token = page.erin();
    var cookie = PageFixture.cookie(token);
    var mine = "form_token=" + page.formToken(token);
    var others = "form_token=" + page.formToken(page.officer());
    var all = new ArrayList<Forged>();
    for (var verb : List.of("approve", "decline")) {
      var path = "/approvals/" + ID + "/" + verb;
      all.addAll(
          List.of(
              new Forged("no cookie", path, mine, List.of(ORIGIN, FORM), 401),
              new Forged(
                  "the token as bearer only",
                  path,
                  mine,
                  List.of("Authorization: Bearer " + token, ORIGIN, FORM),
                  401),
              new Forged("two cookies", path, mine, List.of(cookie, cookie, ORIGIN, FORM), 401),
              new Forged("no origin", path, mine, List.of(cookie, FORM), 403),
              new Forged("origin null", path, mine, List.of(cookie, FORM, "Origin: null"), 403),
              new Forged(
                  "another origin",
                  path,
                  mine,
                  List.of(cookie, FORM, "Origin: http://localhost:8001"),
                  403),
              new Forged(
                  "another name of this machine",
                  path,
                  mine,
                  List.of(cookie, FORM, "Origin: http://127.0.0.1:9001"),
                  403),
              new Forged("two origins", path, mine, List.of(cookie, FORM, ORIGIN, ORIGIN), 403),
              new Forged("no form token", path, "x=1", List.of(cookie, FORM, ORIGIN), 403),
              new Forged("another's", path, others, List.of(cookie, FORM, ORIGIN), 403),
              new Forged(
                  "in the query only", path + "?" + mine, "", List.of(cookie, FORM, ORIGIN), 403),
              new Forged(
                  "two form tokens", path, mine + "&" + mine, List.of(cookie, FORM, ORIGIN), 403),
              new Forged(
                  "not a form",
                  path,
                  mine,
                  List.of(cookie, ORIGIN, "Content-Type: text/plain"),
                  403),
              new Forged("no type", path, mine, List.of(cookie, ORIGIN), 403),
              new Forged(
                  "no id",
                  path.replace(ID, "CHG-HR-%3Cb%3E"),
                  mine,
                  List.of(cookie, FORM, ORIGIN),
                  404)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource
  void forged(Forged forged) throws IOException {
    var answer =
        page.http().post(forged.path(), forged.body(), forged.headers().toArray(String[]::new));
    assertThat(answer.status()).as(answer.body()).isEqualTo(forged.status());
    assertThat(page.approvals.decided).isEmpty();
  }

  @Test
  void whatTheBrowserItselfSendsCounts() throws IOException {
    var token = page.erin();
    var answer = send(token, ID, "approve", "");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/approvals?decided=" + ID);
    assertThat(page.approvals.decided).containsExactly("approve " + ID + " by erin");
    assertThat(page.http().ask("GET", "/approvals?decided=" + ID, PageFixture.cookie(token)).body())
        .contains("Approved and written: ", "Nothing waits for you");
  }

  @Test
  void aReasonIsBounded() throws IOException {
    send(page.erin(), ID, "decline", "&reason=" + "a".repeat(10_000));
    assertThat(page.approvals.decided)
        .containsExactly("decline " + ID + " by erin: " + "a".repeat(500));
  }

  @ParameterizedTest
  @CsvSource({
    "not_found, 404",
    "not_permitted, 403",
    "already_decided, 409",
    "expired, 409",
    "unavailable, 503",
  })
  void aRefusalIsToldAsWhatItIs(String code, int status) throws IOException {
    var token = page.erin();
    var form = page.formToken(token);
    page.approvals.refusal = new Ruling.Refused(code, "Because <b>so</b>.");
    var answer = send(token, form, ID, "approve", "");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("Nothing was decided", "Because &lt;b&gt;so&lt;/b&gt;.");
    var api =
        page.http()
            .post(
                "/approvals/api/approve",
                "{\"id\":\"" + ID + "\"}",
                "Authorization: Bearer " + token,
                "Content-Type: application/json");
    assertThat(api.status()).isEqualTo(status);
    assertThat(api.body()).contains("\"error\":\"" + code + "\"");
  }

  @Test
  void aSignOutEndsTheTokenAlsoForWhoKeptIt() throws IOException {
    var token = page.erin();
    var answer =
        page.http()
            .post(
                "/approvals/sign-out",
                "form_token=" + page.formToken(token),
                PageFixture.cookie(token),
                ORIGIN,
                FORM);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Set-Cookie")).contains("rolegate_approvals_hr=;", "Max-Age=0");
    assertThat(page.http().ask("GET", "/approvals", PageFixture.cookie(token)).status())
        .isEqualTo(303);
    assertThat(page.http().ask("GET", "/approvals/signed-out").status()).isEqualTo(200);
  }

  @Test
  void decisionsAreForTheRolesThatThePolicyNames() throws IOException {
    var officer = PageFixture.cookie(page.officer());
    assertThat(page.http().ask("GET", "/approvals/decisions", officer).status()).isEqualTo(403);
    assertThat(page.http().ask("GET", "/approvals", officer).body())
        .doesNotContain("/approvals/decisions");
    var manager = PageFixture.cookie(page.erin());
    assertThat(page.http().ask("GET", "/approvals/decisions", manager).status()).isEqualTo(200);
    assertThat(page.http().ask("GET", "/approvals", manager).body())
        .contains("/approvals/decisions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/approvals",
        "/approvals/" + ID,
        "/approvals/decisions",
        "/approvals/CHG-HR-NONE",
        "/approvals/x",
        "/approvals/signed-out",
        "/approvals/session"
      })
  void nothingRunsAndNothingIsFramedOrKept(String path) throws IOException {
    var answer = page.http().ask("GET", path, PageFixture.cookie(page.erin()));
    assertThat(answer.header("Content-Security-Policy"))
        .contains(
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self' http://localhost:8100")
        .doesNotContain("unsafe");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(answer.body()).contains("<html lang=\"en\">").doesNotContain("<script", "style=");
  }

  /** What is cut on the page cannot be approved from it. */
  @ParameterizedTest
  @CsvSource({"280, true, true", "281, false, true", "20000, false, true", "20001, false, false"})
  void nobodyApprovesWhatIsNotShown(int length, boolean inTheList, boolean alone)
      throws IOException {
    page.approvals.add(
        KeptApprovals.pending(
            ID, "Add employee", new Difference("notes", "short", "x".repeat(length))));
    var cookie = PageFixture.cookie(page.erin());
    var action = "action=\"/approvals/" + ID + "/approve\"";
    assertThat(page.http().ask("GET", "/approvals", cookie).body().contains(action))
        .isEqualTo(inTheList);
    assertThat(page.http().ask("GET", "/approvals/" + ID, cookie).body().contains(action))
        .isEqualTo(alone);
  }

  @Test
  void moreFieldsThanAreShownCannotBeApprovedFromTheList() throws IOException {
    var fields = new Difference[25];
    for (var at = 0; at < fields.length; at++) {
      fields[at] = new Difference("field_" + at, null, "x");
    }
    page.approvals.add(KeptApprovals.pending(ID, "Add employee", fields));
    var cookie = PageFixture.cookie(page.erin());
    assertThat(page.http().ask("GET", "/approvals", cookie).body())
        .contains("… and 1 more fields", "Read all of it to decide")
        .doesNotContain("/approve\"");
    assertThat(page.http().ask("GET", "/approvals/" + ID, cookie).body())
        .contains("Field 24", "/approve\"");
  }

  @Test
  void whatEndedHasNoButtons() throws IOException {
    page.approvals.add(
        KeptApprovals.ended(
            KeptApprovals.pending(ID, "Add employee", new Difference("name", null, "Ada")),
            State.DECLINED,
            "bob",
            "Not <now>"));
    for (var path : List.of("/approvals", "/approvals/" + ID)) {
      assertThat(page.http().ask("GET", path, PageFixture.cookie(page.erin())).body())
          .contains("Declined", "Not &lt;now&gt;", "bob")
          .doesNotContain("/approve\"", "/decline\"");
    }
  }

  private RawHttp.Answer send(String token, String id, String verb, String more)
      throws IOException {
    return send(token, page.formToken(token), id, verb, more);
  }

  private RawHttp.Answer send(String token, String form, String id, String verb, String more)
      throws IOException {
    return page.http()
        .post(
            "/approvals/" + id + "/" + verb,
            "form_token=" + form + more,
            PageFixture.cookie(token),
            ORIGIN,
            FORM);
  }
}
