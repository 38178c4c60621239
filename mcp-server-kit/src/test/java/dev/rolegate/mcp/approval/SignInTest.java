package dev.rolegate.mcp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the token service and back, and each way to come back without having gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
  private static final String CODE = "code-of-erin-0123456789";
  private static final String STATE_COOKIE = "rolegate_sign_in_hr";

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
  void erinHasSignedIn() {
    page.clock.set(TestTokens.NOW);
    page.codes.clear();
    page.codes.put(CODE, page.erin());
  }

  /** How a browser comes back, of which one thing is broken. */
  record Return(String name, String cookie, String query, int status) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** STATE stands for the state that the browser left with. */
  static final List<Return> broken =
      List.of(
          new Return("another browser", "", "code=" + CODE + "&state=STATE", 400),
          new Return(
              "another state",
              STATE_COOKIE + "=STATE",
              "code=" + CODE + "&state=00000000000000000000000000000000",
              400),
          new Return("no state", STATE_COOKIE + "=STATE", "code=" + CODE, 400),
          new Return("no code", STATE_COOKIE + "=STATE", "state=STATE", 400),
          new Return(
              "another server's state",
              "rolegate_sign_in_crm=STATE",
              "code=" + CODE + "&state=STATE",
              400),
          new Return(
              "two states",
              STATE_COOKIE + "=STATE; " + STATE_COOKIE + "=STATE",
              "code=" + CODE + "&state=STATE",
              400),
          new Return(
              "a code that is none", STATE_COOKIE + "=STATE", "code=%3Cscript%3E&state=STATE", 400),
          new Return(
              "an unknown code",
              STATE_COOKIE + "=STATE",
              "code=code-of-nobody-0123456789&state=STATE",
              401));

  @ParameterizedTest
  @FieldSource
  void broken(Return back) throws IOException {
    var state = begin("");
    var answer =
        page.http()
            .ask(
                "GET",
                "/approvals/session?" + back.query().replace("STATE", state),
                "Cookie: " + back.cookie().replace("STATE", state));
    assertThat(answer.status()).isEqualTo(back.status());
    assertThat(answer.headers("Set-Cookie")).noneMatch(set -> set.contains("approvals_hr=e"));
    assertThat(answer.body()).contains("Sign in again").doesNotContain("<script");
  }

  @Test
  void oneThatIsWholeSignsInOnce() throws IOException {
    var state = begin("");
    var answer = comeBack(state, state);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers("Set-Cookie"))
        .anySatisfy(set ->
            assertThat(set)
                .startsWith("rolegate_approvals_hr=ey")
                .endsWith("; Path=/approvals; Max-Age=900; HttpOnly; SameSite=Strict"))
        .anySatisfy(set -> assertThat(set).startsWith(STATE_COOKIE + "=;").contains("Max-Age=0"));
    assertThat(answer.body()).contains("content=\"0;url=/approvals\"");
    assertThat(comeBack(state, state).status()).as("the code is used").isEqualTo(401);
  }

  /** Verified here as well: a token service that errs signs nobody in. */
  @Test
  void aTokenThatIsNotForThisServerSignsNobodyIn() throws IOException {
    for (Function<TestTokens, String> token :
        List.<Function<TestTokens, String>>of(
            TestTokens::mint,
            tokens -> tokens.approver().claim("aud", "http://localhost:8003/mcp").mint(),
            _ -> "no token")) {
      page.codes.put(CODE, token.apply(page.tokens));
      var state = begin("");
      var answer = comeBack(state, state);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers("Set-Cookie")).noneMatch(set -> set.startsWith("rolegate_app"));
    }
  }

  @Test
  void aTokenServiceThatIsAwayIsToldAsThat() throws IOException {
    page.codes.put(CODE, "");
    var state = begin("");
    var answer = comeBack(state, state);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }

  @Test
  void theStateIsRememberedForTenMinutesAndSentByTheWayBack() throws IOException {
    var answer = page.http().ask("GET", "/approvals/sign-in");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .matches("http://localhost:8100/approvers/sign-in\\?server=hr&state=[0-9a-f]{32}");
    assertThat(answer.header("Set-Cookie"))
        .matches(
            STATE_COOKIE
                + "=[0-9a-f]{32}; Path=/approvals; Max-Age="
                + Duration.ofMinutes(10).toSeconds()
                + "; HttpOnly; SameSite=Lax");
  }

  /**
   * Only an id is carried through the sign-in; anything else would be a way to lead people away.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example.com", "//evil.example.com", "..%2Fx", "CHG-HR-7K3M9QXA;x"})
  void nobodyIsLedElsewhere(String change) throws IOException {
    var begun = page.http().ask("GET", "/approvals/sign-in?change=" + change);
    assertThat(begun.header("Set-Cookie")).matches(STATE_COOKIE + "=[0-9a-f]{32}; .*");
  }

  @Test
  void aLinkToAChangeIsKept() throws IOException {
    var kept = begin("?change=CHG-HR-7K3M9QXA");
    assertThat(comeBack(kept, kept.substring(0, 32)).body())
        .contains("content=\"0;url=/approvals/CHG-HR-7K3M9QXA\"");
  }

  /** No other host of the domain can set these cookies then, nor can a plain page. */
  @Test
  void overTlsTheCookiesAreBoundToTheHost(@TempDir Path data) throws IOException {
    var site = new ApprovalSite("hr", "https://hr.example.com/approvals", "https://t.example.com");
    try (var overTls = new PageFixture(data, site)) {
      assertThat(overTls.http().ask("GET", "/approvals/sign-in").header("Set-Cookie"))
          .startsWith("__Host-rolegate_sign_in_hr=")
          .contains("; Path=/;")
          .endsWith("; HttpOnly; SameSite=Lax; Secure");
      assertThat(
              overTls.http().ask("GET", "/approvals", PageFixture.cookie(overTls.erin())).status())
          .as("the plain name counts for nothing")
          .isEqualTo(303);
      var bound = "Cookie: __Host-rolegate_approvals_hr=" + overTls.erin();
      assertThat(overTls.http().ask("GET", "/approvals", bound).status()).isEqualTo(200);
    }
  }

  private String begin(String query) throws IOException {
    var cookie = page.http().ask("GET", "/approvals/sign-in" + query).header("Set-Cookie");
    return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  }

  private RawHttp.Answer comeBack(String kept, String state) throws IOException {
    return page.http()
        .ask(
            "GET",
            "/approvals/session?code=" + CODE + "&state=" + state,
            "Cookie: " + STATE_COOKIE + "=" + kept);
  }
}
