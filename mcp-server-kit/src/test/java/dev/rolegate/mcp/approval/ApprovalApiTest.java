package dev.rolegate.mcp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.mcp.change.Change.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs of approvers ask, and who does not pass for one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalApiTest {
  private static final String ID = "CHG-HR-7K3M9QXA";
  private static final String JSON = "Content-Type: application/json";

  private PageFixture page;
  private Path data;

  @BeforeAll
  void start(@TempDir Path folder) {
    data = folder;
    page = new PageFixture(folder);
  }

  @AfterAll
  void stop() {
    page.close();
  }

  @BeforeEach
  void oneChangeWaits() {
    page.clock.set(TestTokens.NOW);
    page.approvals.clear();
    page.approvals.add(
        KeptApprovals.pending(
            ID,
            "Add employee",
            KeptApprovals.ALICE,
            KeptApprovals.OTHER,
            new Difference("name", null, "Ada \u202e"),
            new Difference("phone", "1", null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "approve", "decline"})
  void onlyAnApproverPasses(String operation) throws IOException {
    var management = Files.readString(data.resolve("hr/management.token")).strip();
    var body = operation.equals("pending") ? "{}" : "{\"id\":\"" + ID + "\"}";
    for (var credential :
        List.of(
            "X-None: 1",
            "Authorization: Bearer " + management,
            "Authorization: Bearer " + page.tokens.mint(),
            "Authorization: Bearer "
                + page.tokens.approver().claim("aud", "http://localhost:8003/mcp").mint(),
            "Authorization: Basic " + page.erin(),
            "Authorization: " + page.erin(),
            "Authorization: Bearer " + page.erin() + "\r\nAuthorization: Bearer " + page.erin(),
            PageFixture.cookie(page.erin()))) {
      var answer = page.http().post("/approvals/api/" + operation, body, JSON, credential);
      assertThat(answer.status()).as(credential).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
    }
    assertThat(page.approvals.decided).isEmpty();
  }

  /** No page asks here, not even the own one: a browser has the page. */
  @Test
  void noPageAsks() throws IOException {
    var answer =
        page.http()
            .post(
                "/approvals/api/approve",
                "{\"id\":\"" + ID + "\"}",
                JSON,
                "Origin: http://localhost:9001",
                "Authorization: Bearer " + page.erin());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(page.approvals.decided).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pending | {'id':'CHG-HR-7K3M9QXA'} | 400",
        "pending | [] | 400",
        "pending |  | 400",
        "approve | {} | 400",
        "approve | {'id':7} | 400",
        "approve | {'id':null} | 400",
        "approve | {'id':'chg-hr-7k3m9qxa'} | 400",
        "approve | {'id':'CHG-HR-7K3M9QXA','id':'CHG-HR-7K3M9QXA'} | 400",
        "approve | {'id':'CHG-HR-7K3M9QXA','reason':'x'} | 400",
        "approve | {'id':'CHG-HR-7K3M9QXA'} {} | 400",
        "decline | {'id':'CHG-HR-7K3M9QXA','reason':true} | 400",
        "decline | {'id':'CHG-HR-7K3M9QXA','reason':null} | 400",
        "approve | {'id':'CHG-HR-AAAAAAAA'} | 404",
      })
  void whatDoesNotFitDecidesNothing(String operation, String body, int status) throws IOException {
    var answer = ask(operation, body == null ? "" : body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error_description\"", "\"request_id\"");
    assertThat(page.approvals.decided).isEmpty();
  }

  @Test
  void aReasonThatIsTooLongDecidesNothing() throws IOException {
    var answer = ask("decline", "{\"id\":\"" + ID + "\",\"reason\":\"" + "a".repeat(501) + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(page.approvals.decided).isEmpty();
  }

  @Test
  void anotherTypeIsNotRead() throws IOException {
    for (var type :
        List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx")) {
      var answer =
          page.http()
              .post(
                  "/approvals/api/approve",
                  "{\"id\":\"" + ID + "\"}",
                  "Content-Type: " + type,
                  "Authorization: Bearer " + page.erin());
      assertThat(answer.status()).as(type).isEqualTo(415);
    }
    assertThat(page.approvals.decided).isEmpty();
  }

  @Test
  void whatWaitsIsToldWhole() throws IOException {
    var change = json(ask("pending", "{}").body()).at("/changes/0");
    assertThat(change)
        .isEqualTo(
            json(
                """
                {"id":"CHG-HR-7K3M9QXA","tool":"add_employee","title":"Add employee",
                 "state":"pending",
                 "requester":{"subject":"alice","client_id":"alice","job_role":"Manager",
                              "name":"Alice"},
                 "level":"other","approver_roles":["Manager","AssistantManager"],
                 "rule":"servers.hr.tools.decide_leave_request.confirm",
                 "preview":[{"field":"name","after":"Ada \\u202e"},{"field":"phone","before":"1"}],
                 "requested_at":"%s","expires_at":"%s"}
                """
                    .formatted(
                        change.path("requested_at").asText(), change.path("expires_at").asText())));
    assertThat(change.path("expires_at").asText()).endsWith(":07:00.000Z");
  }

  @Test
  void anApproverDecides() throws IOException {
    var answer = json(ask("decline", "{\"id\":\"" + ID + "\",\"reason\":\"Not now\"}").body());
    assertThat(answer.at("/change/state").asText()).isEqualTo("declined");
    assertThat(answer.at("/change/ending/account").asText()).isEqualTo("erin");
    assertThat(answer.at("/change/ending/reason").asText()).isEqualTo("Not now");
    assertThat(page.approvals.decided).containsExactly("decline " + ID + " by erin: Not now");
  }

  private RawHttp.Answer ask(String operation, String body) throws IOException {
    return page.http()
        .post("/approvals/api/" + operation, body, JSON, "Authorization: Bearer " + page.erin());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
