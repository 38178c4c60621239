package dev.rolegate.mcp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.mcp.change.Change.Difference;
import dev.rolegate.mcp.change.Change.Requester;
import dev.rolegate.mcp.change.Change.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * The page as a person meets it, in a real browser. With {@code -Drolegate.screenshots=FOLDER} it
 * leaves images there, and with {@code -Drolegate.screenshots.more=true} those of other pages, too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalBrowserTest {
  private static final String URL = "http://localhost:9001/approvals";
  private static final String ID = "CHG-HR-7K3M9QXA";

  private PageFixture page;
  private HttpServer tokenService;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    page = new PageFixture(data);
    tokenService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokenService.createContext(
        "/approvers/sign-in",
        exchange -> {
          var state = exchange.getRequestURI().getQuery().replaceFirst(".*state=", "");
          page.codes.put("code-of-erin-0123456789", page.erin());
          exchange
              .getResponseHeaders()
              .set("Location", URL + "/session?code=code-of-erin-0123456789&state=" + state);
          exchange.sendResponseHeaders(303, -1);
          exchange.close();
        });
    tokenService.start();
    browser = browser(true);
  }

  private Browser browser(boolean scripts) {
    return Browser.start(
        Map.of(
            "localhost:9001", page.port(), "localhost:8100", tokenService.getAddress().getPort()),
        scripts);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    tokenService.stop(0);
    page.close();
  }

  @BeforeEach
  void someChanges() {
    page.approvals.clear();
    page.audit.clear();
    browser.resize(1100, 900);
    browser.prefer("light");
    page.approvals.add(
        KeptApprovals.pending(
            ID,
            "Decide leave request",
            new Requester("bob", "bob", "AssistantManager", "Bob", null),
            KeptApprovals.OTHER,
            new Difference("id", "LEAVE-014", "LEAVE-014"),
            new Difference("employee", "Carol", "Carol"),
            new Difference("state", "pending", "approved"),
            new Difference("decided_by", null, "bob"),
            new Difference(
                "note",
                "Asked for two weeks in August.",
                "Agreed with the team, 4 to 15 August.")));
    page.approvals.add(
        KeptApprovals.pending(
            "CHG-HR-2PX8D4WN",
            "Add employee",
            new Difference("name", null, "Ada Lovelace"),
            new Difference("email", null, "ada.lovelace@example.com"),
            new Difference("department", null, "Engineering"),
            new Difference("position", null, "Analyst"),
            new Difference("salary", null, "84000")));
    page.approvals.add(
        KeptApprovals.ended(
            KeptApprovals.pending("CHG-HR-5TZ1H7KC", "Create leave request"),
            State.DONE,
            "erin",
            null));
    page.approvals.add(
        KeptApprovals.ended(
            KeptApprovals.pending("CHG-HR-9FQ3V6BM", "Add employee"),
            State.DECLINED,
            "alice",
            "There is an Ada Lovelace in Research already; ask her first."));
    page.approvals.add(
        KeptApprovals.ended(
            KeptApprovals.pending("CHG-HR-4WJ6R2YD", "Decide leave request"),
            State.EXPIRED,
            null,
            null));
    audit("carol", "Officer", "add_employee_record", Outcome.DENIED, "tool_not_allowed", 40);
    audit("alice", "Manager", "get_employee_records", Outcome.ALLOWED, "servers.hr.tools", 95);
    audit(null, null, null, Outcome.DENIED, "expired", 200);
  }

  private void audit(
      @Nullable String who,
      @Nullable String role,
      @Nullable String tool,
      Outcome outcome,
      String reason,
      long secondsAgo) {
    page.audit.add(
        new AuditEvent(
            TestTokens.NOW.minusSeconds(secondsAgo),
            "0123456789abcdef0123456789abcdef",
            "hr",
            who,
            who,
            role,
            tool == null ? "bearer" : "tools/call",
            tool,
            outcome,
            reason));
  }

  private void signIn() {
    browser.open(URL);
    browser.await("main h1[id], main > h1");
  }

  @Test
  void aPersonSignsInAndIsToldWhatWaits() {
    signIn();
    assertThat(browser.url()).isEqualTo(URL);
    assertThat(browser.title()).startsWith("2 changes wait for you");
    assertThat(browser.text())
        .contains("Erin", "Manager", "Ada Lovelace", "3 minutes ago", "in 7 minutes", "Agreed");
    var cookie = Objects.requireNonNull(browser.cookie("rolegate_approvals_hr"));
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getSameSite()).isEqualTo("Strict");
    assertThat(cookie.getPath()).isEqualTo("/approvals");
    assertThat(browser.ask("return document.cookie")).isEqualTo("");
  }

  @Test
  void aLinkToAChangeIsFollowedThroughTheSignIn() {
    try (var fresh = browser(true)) {
      fresh.open(URL + "/" + ID);
      fresh.await("h1[id='" + ID + "']");
      assertThat(fresh.url()).isEqualTo(URL + "/" + ID);
    }
  }

  @Test
  void oneCanApproveWithTheKeyboardAlone() {
    signIn();
    browser.press(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to content");
    assertThat(browser.focused().getLocation().getY()).isNotNegative();
    browser.tabTo("form[action$='" + ID + "/approve'] button");
    assertThat(browser.focused().getCssValue("outline-style")).isEqualTo("solid");
    browser.press(Keys.ENTER);
    assertThat(browser.await("[role=status]").getText())
        .contains("Approved and written: Decide leave request");
    assertThat(page.approvals.decided).containsExactly("approve " + ID + " by erin");
  }

  @Test
  void oneCanDeclineWithAReasonAndNoKeyInItApproves() {
    signIn();
    browser.tabTo("article summary");
    browser.press(Keys.ENTER);
    browser.press(Keys.TAB);
    assertThat(browser.focused().getTagName()).isEqualTo("textarea");
    browser.press("Not now", Keys.ENTER, "<b>later</b>");
    browser.press(Keys.TAB);
    browser.press(Keys.SPACE);
    assertThat(browser.await("[role=status]").getText()).contains("Declined", "<b>later</b>");
    assertThat(page.approvals.decided)
        .containsExactly("decline " + ID + " by erin: Not now\n<b>later</b>");
  }

  @Test
  void nothingOfItNeedsScripts() {
    try (var plain = browser(false)) {
      plain.open(URL);
      plain.await("form[action$='" + ID + "/approve'] button").click();
      assertThat(plain.await("[role=status]").getText()).contains("Approved and written");
    }
    assertThat(page.approvals.decided).containsExactly("approve " + ID + " by erin");
  }

  @Test
  void aFormOfAnotherOriginDecidesNothing() {
    signIn();
    browser.open("http://localhost:8100/approvers/none");
    browser.ask(
        "document.body.innerHTML = \"<form method=post action='"
            + URL
            + "/"
            + ID
            + "/approve'><button>x</button></form>\"; document.forms[0].submit()");
    browser.await("body");
    assertThat(page.approvals.decided).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', light",
    "'', dark",
    "/CHG-HR-7K3M9QXA, light",
    "/CHG-HR-9FQ3V6BM, dark",
    "/decisions, light",
    "/decisions, dark",
    "/signed-out, dark"
  })
  void itIsReadable(String path, String scheme) throws IOException {
    signIn();
    browser.prefer(scheme);
    browser.open(URL + path);
    for (var width : List.of(375, 1100)) {
      browser.resize(width, 800);
      assertThat(browser.ask("return document.documentElement.scrollWidth"))
          .as("no scrolling sideways")
          .isEqualTo((long) width);
      assertThat(faults()).as("%s at %d, %s", path, width, scheme).isEmpty();
    }
  }

  @Test
  void hostileTextsStayTextAndInTheirPlace() throws IOException {
    page.approvals.clear();
    for (var text : HostileTextTest.texts) {
      page.approvals.add(
          KeptApprovals.pending(
              "CHG-HR-A" + (1000 + HostileTextTest.texts.indexOf(text)),
              text,
              new Requester(text, text, text, text, text),
              KeptApprovals.ASK,
              new Difference(text, text, text)));
    }
    signIn();
    browser.resize(375, 800);
    assertThat(browser.all("script, img, svg, b, iframe, style")).isEmpty();
    assertThat(browser.ask("return document.documentElement.scrollWidth")).isEqualTo(375L);
    assertThat(browser.all("article")).hasSize(HostileTextTest.texts.size());
    assertThat(faults()).isEmpty();
  }

  @Test
  void screenshots() throws IOException {
    var wanted = System.getProperty("rolegate.screenshots");
    var folder = wanted == null ? Files.createTempDirectory("approvals") : Path.of(wanted);
    signIn();
    browser.photograph(folder.resolve("approvals-desktop.png"));
    browser.resize(375, 812);
    browser.photograph(folder.resolve("approvals-phone.png"));
    browser.resize(1100, 900);
    browser.prefer("dark");
    browser.photograph(folder.resolve("approvals-dark.png"));
    for (var name : List.of("desktop", "phone", "dark")) {
      assertThat(folder.resolve("approvals-" + name + ".png"))
          .isNotEmptyFile()
          .satisfies(file -> assertThat(Files.size(file)).isLessThan(200_000));
    }
    if (wanted != null && Boolean.getBoolean("rolegate.screenshots.more")) {
      photographTheRest(folder);
    }
  }

  /** To be looked at, not kept. */
  private void photographTheRest(Path folder) {
    browser.prefer("light");
    browser.open(URL + "/" + ID);
    browser.photograph(folder.resolve("more/one.png"));
    browser.open(URL + "/decisions");
    browser.photograph(folder.resolve("more/decisions.png"));
    browser.resize(375, 812);
    browser.photograph(folder.resolve("more/decisions-phone.png"));
    browser.resize(1100, 900);
    browser.open(URL);
    browser.find("article summary").click();
    browser.photograph(folder.resolve("more/declining.png"));
    browser.find("form[action$='" + ID + "/approve'] button").click();
    browser.await("[role=status]");
    browser.photograph(folder.resolve("more/approved.png"));
    page.approvals.clear();
    browser.open(URL);
    browser.photograph(folder.resolve("more/nothing.png"));
    browser.open(URL + "/signed-out");
    browser.photograph(folder.resolve("more/signed-out.png"));
  }

  /** What a person who sees little, or nothing, would stumble over; a sentence for each. */
  private List<?> faults() throws IOException {
    try (var script =
        Objects.requireNonNull(ApprovalBrowserTest.class.getResourceAsStream("faults.js"))) {
      return (List<?>)
          Objects.requireNonNull(
              browser.ask(
                  new String(script.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)));
    }
  }
}
