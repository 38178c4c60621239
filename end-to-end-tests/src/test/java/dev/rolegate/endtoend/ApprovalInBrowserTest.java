package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.mcp.approval.Browser;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

/**
 * The whole way of a change that somebody else must release: alice's agent asks, erin signs in with
 * a browser, sees it and releases it, and alice's agent finds it written. Alice herself cannot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalInBrowserTest {
  private static final String PAGE = "http://localhost:9003/approvals";

  private Deployment deployment;

  @BeforeAll
  void start() {
    deployment = Deployment.start(SigningAlgorithm.RS256);
  }

  @AfterAll
  void stop() {
    deployment.close();
  }

  @Test
  void somebodyElseReleasesALargeOpportunity() {
    try (var agent = agent()) {
      var id = ask(agent, "Fleet of two hundred", 250_000);
      try (var alice = browser()) {
        signIn(alice, "alice", "alice-approver");
        assertThat(alice.all("form[action$='/approve']")).isEmpty();
        alice.open(PAGE + "/" + id);
        assertThat(alice.all("form[action$='/approve']")).isEmpty();
      }
      assertThat(stateOf(agent, id)).contains("pending");
      assertThat(opportunities(agent)).doesNotContain("Fleet of two hundred");

      try (var erin = browser()) {
        signIn(erin, "erin", "erin-approver");
        assertThat(erin.text()).contains("Alice", "250000", "Fleet of two hundred", "Manager");
        erin.tabTo("form[action$='" + id + "/approve'] button");
        erin.press(Keys.ENTER);
        assertThat(erin.await("[role=status]").getText()).contains("Approved and written", id);
        assertThat(opportunities(agent)).contains("Fleet of two hundred");
        assertThat(stateOf(agent, id)).contains("done");

        erin.find("nav a[href$='/decisions']").click();
        erin.await("table.decisions");
        assertThat(erin.text()).contains("create_sales_opportunity", "erin", id);
      }
    }
  }

  @Test
  void aReasonReachesWhoAsked() {
    try (var agent = agent();
        var erin = browser()) {
      var id = ask(agent, "Fleet of nine hundred", 900_000);
      signIn(erin, "erin", "erin-approver");
      erin.tabTo("article[aria-labelledby='" + id + "'] summary");
      erin.press(Keys.ENTER);
      erin.press(Keys.TAB);
      erin.press("Ask for <b>half</b> of it first.");
      erin.press(Keys.TAB);
      erin.press(Keys.ENTER);
      assertThat(erin.await("[role=status]").getText()).contains("Declined", "<b>half</b>");
      assertThat(stateOf(agent, id)).contains("declined", "Ask for <b>half</b> of it first.");
      assertThat(opportunities(agent)).doesNotContain("Fleet of nine hundred");
    }
  }

  /** What a client has signs nobody in. */
  @Test
  void aClientDoesNotSignIn() {
    try (var browser = browser()) {
      browser.open(PAGE);
      fill(browser, "alice", "alice-secret");
      assertThat(browser.await("[role=alert]").isDisplayed()).isTrue();
      browser.open(PAGE);
      browser.await("#password");
      assertThat(browser.url()).startsWith(deployment.issuer() + "/approvers/sign-in?server=crm");
    }
  }

  private McpSession agent() {
    return Streamable.open(deployment.url(Server.CRM), deployment.token(DemoClient.ALICE));
  }

  /** Its id; nothing is written yet. */
  private static String ask(McpSession agent, String title, int value) {
    var answer =
        agent.result(
            "create_sales_opportunity",
            "{'customer_id':'CUST-001','title':'%s','value':%d,'close_date':'%s'}"
                .formatted(title, value, LocalDate.now(ZoneOffset.UTC).plusDays(30)));
    var id = answer.at("/_meta/dev.rolegate~1change/change_id").asText();
    assertThat(id).as(answer.toString()).startsWith("CHG-CRM-");
    return id;
  }

  private static String stateOf(McpSession agent, String id) {
    return agent.result("get_change", "{'change_id':'" + id + "'}").toString();
  }

  private static String opportunities(McpSession agent) {
    return agent.result("get_sales_opportunities", "{'customer_id':'CUST-001'}").toString();
  }

  private Browser browser() {
    return Browser.start(
        Map.of(
            "localhost:9003",
            deployment.managementPort(Server.CRM),
            "localhost:8100",
            deployment.tokenServiceUrl().getPort()),
        true);
  }

  private static void signIn(Browser browser, String account, String password) {
    browser.open(PAGE);
    fill(browser, account, password);
    browser.await("main h1 ~ h2");
    assertThat(browser.url()).isEqualTo(PAGE);
  }

  private static void fill(Browser browser, String account, String password) {
    browser.await("#account").sendKeys(account);
    browser.find("#password").sendKeys(password);
    browser.find("form button").click();
  }
}
