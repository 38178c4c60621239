package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Found;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateCustomerStatusTest {
  private static final String UPDATE = "update_customer_status";
  private static final String LEAD =
      "a lead is where every customer begins, and nobody becomes one again; ";
  private static final String ACTIVE = "only a prospect becomes active; ";
  private static final String CHURN = "only an active customer can churn; ";
  private static final String OPEN =
      "CUST-001 has open opportunities: OPP-002 (Cold chain sensors); with lose_open_opportunities:"
          + " true they are closed as lost.";

  /** What comes of a change; legal when it is empty. */
  private record Step(String from, String to, String refusal) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("lead", "prospect", ""),
          new Step("lead", "active", ACTIVE + "from lead it may go to prospect or inactive."),
          new Step("lead", "inactive", ""),
          new Step("lead", "churned", CHURN + "from lead it may go to prospect or inactive."),
          new Step("prospect", "lead", LEAD + "from prospect it may go to active or inactive."),
          new Step("prospect", "active", ""),
          new Step("prospect", "inactive", ""),
          new Step("prospect", "churned", CHURN + "from prospect it may go to active or inactive."),
          new Step("active", "lead", LEAD + "from active it may go to inactive or churned."),
          new Step(
              "active",
              "prospect",
              "who is active has bought already, and new business with them is an opportunity"
                  + " (create_sales_opportunity); from active it may go to inactive or churned."),
          new Step("active", "inactive", ""),
          new Step("active", "churned", ""),
          new Step("inactive", "lead", LEAD + "from inactive it may go to prospect."),
          new Step("inactive", "prospect", ""),
          new Step("inactive", "active", ACTIVE + "from inactive it may go to prospect."),
          new Step("inactive", "churned", CHURN + "from inactive it may go to prospect."),
          new Step("churned", "lead", LEAD + "from churned it may go to prospect."),
          new Step("churned", "prospect", ""),
          new Step("churned", "active", ACTIVE + "from churned it may go to prospect."),
          new Step(
              "churned",
              "inactive",
              "who has churned is gone already; from churned it may go to prospect."));

  private static final String VALID = "{'customer_id': 'CUST-003', 'status': 'active'}";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown customer",
              "{'customer_id': 'CUST-099'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them."),
          Refusal.of(
              "a customer by name",
              "{'customer_id': 'priya'}",
              "customer_id 'priya' does not exist; did you mean CUST-003 (Priya Raman, Solstice"
                  + " Energy)?"),
          Refusal.of(
              "the state that it has",
              "{'status': 'prospect'}",
              "CUST-003 is prospect already, since 2026-10-08T15:00:00Z; choose another status, or"
                  + " leave it."),
          Refusal.of(
              "an unknown state",
              "{'status': 'won'}",
              "status: must be one of: lead, prospect, active, inactive, churned, but it is 'won'"),
          Refusal.of(
              "losing without leaving",
              "{'lose_open_opportunities': true}",
              "lose_open_opportunities goes with inactive or churned, not with active; leave it"
                  + " out."),
          Refusal.of(
              "inactive without a reason",
              "{'customer_id': 'CUST-005', 'status': 'inactive'}",
              "reason is missing; say why the customer becomes inactive."),
          Refusal.of(
              "churned without a reason",
              "{'customer_id': 'CUST-001', 'status': 'churned', 'lose_open_opportunities': true}",
              "reason is missing; say why the customer becomes churned."),
          Refusal.of(
              "churned with an open opportunity",
              "{'customer_id': 'CUST-001', 'status': 'churned', 'reason': 'Price'}",
              OPEN),
          Refusal.of(
              "inactive with an open opportunity",
              "{'customer_id': 'CUST-001', 'status': 'inactive', 'reason': 'Price',"
                  + " 'lose_open_opportunities': false}",
              OPEN),
          Refusal.of(
              "every problem at once",
              "{'status': 'churned'}",
              "CUST-003 cannot go from prospect to churned: only an active customer can churn; from"
                  + " prospect it may go to active or inactive.",
              "reason is missing; say why the customer becomes churned.",
              "CUST-003 has open opportunities: OPP-004 (Monitoring of 12 wind turbines); with"
                  + " lose_open_opportunities: true they are closed as lost."),
          Refusal.of(
              "nobody leaves",
              "{'customer_id': 'CUST-099', 'status': 'inactive'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them.",
              "reason is missing; say why the customer becomes inactive."));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblemAndChangesNothing(
      Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      var before = everything(crm);
      crm.refuses(ALICE, UPDATE, VALID, REFUSALS);
      assertThat(everything(crm)).isEqualTo(before);
      assertThat(crm.done(ALICE, UPDATE, VALID).at("/customer/status").asText())
          .isEqualTo("active");
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyLegalStepsAreTakenAndTheOthersSayWhatIs(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var crm = CrmFixture.fresh(engine, folder)) {
      for (var step : STEPS) {
        var id = customerIn(crm, step.from(), step.from() + "." + step.to());
        var expected =
            step.refusal().isEmpty()
                ? List.<String>of()
                : List.of(
                    "%s cannot go from %s to %s: %s"
                        .formatted(id, step.from(), step.to(), step.refusal()));
        softly
            .assertThat(crm.problems(ALICE, UPDATE, change(id, step.to())))
            .as(step.from() + " to " + step.to())
            .isEqualTo(expected);
        softly
            .assertThat(customer(crm, id).path("status").asText())
            .as("after " + step.from() + " to " + step.to())
            .isEqualTo(step.refusal().isEmpty() ? step.to() : step.from());
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void whoLeavesLosesTheOpenOpportunitiesWhenThatIsSaid(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      crm.done(
          ALICE,
          "create_sales_opportunity",
          "{'customer_id': 'CUST-001', 'title': 'Maintenance', 'value': 1, 'close_date':"
              + " '2026-12-01'}");
      var change =
          crm.done(
              BOB,
              UPDATE,
              "{'customer_id': 'CUST-001', 'status': 'churned', 'reason': 'Sold their ships',"
                  + " 'lose_open_opportunities': true}");
      assertThat(change.path("previous_status").asText()).isEqualTo("active");
      assertThat(change.path("lost_opportunities"))
          .extracting(JsonNode::asText)
          .containsExactly("OPP-002", "OPP-007");
      assertThat(change.path("customer")).isEqualTo(customer(crm, "CUST-001"));
      assertThat(change.path("customer").toString())
          .contains(
              """
              "status":"churned","status_reason":"Sold their ships",\
              "status_changed_at":"2026-11-25T12:00:00.000Z","status_changed_by":"bob\"\
              """,
              "\"open_opportunities\":0,\"open_value\":0.00");
      crm.finds(
          ALICE,
          "get_sales_opportunities",
          "opportunities",
          "opportunity_id",
          List.of(
              Found.of("lost", "{'stage': 'closed_lost'}", 6, 7, 2),
              Found.of("won stays won", "{'stage': 'closed_won'}", 1),
              Found.of("those of others stay open", "{'open': true}", 3, 4, 5)));
      assertThat(
              crm.done(ALICE, "get_sales_opportunities", "{'opportunity_id': 'OPP-002'}")
                  .at("/opportunities/0")
                  .toString())
          .contains(
              """
              "stage":"closed_lost","probability":0,"value":31500.00,"weighted_value":0.00\
              """,
              "\"closed_at\":\"2026-11-25T12:00:00.000Z\",\"closed_by\":\"bob\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoComesBackNeedsNoReasonAndTheOldOneIsGone(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      var change = crm.done(ALICE, UPDATE, "{'customer_id': 'CUST-007', 'status': 'prospect'}");
      assertThat(change.path("previous_status").asText()).isEqualTo("inactive");
      assertThat(change.path("lost_opportunities")).isEmpty();
      assertThat(change.path("customer").has("status_reason")).isFalse();
    }
  }

  private static List<JsonNode> everything(CrmFixture crm) {
    return List.of(
        crm.done(ALICE, "get_customer_profiles", "{}"),
        crm.done(ALICE, "get_sales_opportunities", "{}"));
  }

  private static JsonNode customer(CrmFixture crm, String id) {
    return crm.done(ALICE, "get_customer_profiles", "{'customer_id': '%s'}".formatted(id))
        .at("/customers/0");
  }

  private static String change(String id, String to) {
    return "{'customer_id': '%s', 'status': '%s', 'reason': 'It is so'}".formatted(id, to);
  }

  /** A new customer, brought into the state by the shortest way; its id. */
  private static String customerIn(CrmFixture crm, String status, String name) {
    var beginning =
        switch (status) {
          case "inactive" -> "lead";
          case "churned" -> "active";
          default -> status;
        };
    var id =
        crm.done(
                ALICE,
                "add_customer_profile",
                "{'name': 'A', 'email': '%s@steps.example', 'company': 'B', 'status': '%s'}"
                    .formatted(name, beginning))
            .path("customer_id")
            .asText();
    if (!beginning.equals(status)) {
      crm.done(ALICE, UPDATE, change(id, status));
    }
    return id;
  }
}
