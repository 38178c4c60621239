package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreateSalesOpportunityTest {
  private static final String CREATE = "create_sales_opportunity";
  private static final String GET = "get_sales_opportunities";
  private static final String VALID =
      "{'customer_id': 'CUST-001', 'title': 'Dock sensors', 'value': 12000, 'close_date':"
          + " '2027-01-15'}";
  private static final String DATE =
      "close_date: must be a date such as 2026-03-01, from 1900 to 2200, but it is ";
  private static final String VALUE =
      "value: must be a number with at most 2 decimals from 1 to 1000000000, but it is ";

  private static Refusal probability(String stage, int probability, String range, int usual) {
    return Refusal.of(
        stage + " at " + probability,
        "{'stage': '%s', 'probability': %d}".formatted(stage, probability),
        "probability %d does not fit the stage %s, which has %s; correct one, or leave probability out for the usual %d."
            .formatted(probability, stage, range, usual));
  }

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown customer",
              "{'customer_id': 'CUST-099'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them."),
          Refusal.of(
              "a customer by company",
              "{'customer_id': 'Kitayama'}",
              "customer_id 'Kitayama' does not exist; did you mean CUST-005 (Yuki Tanaka, Kitayama"
                  + " Precision)?"),
          Refusal.of(
              "a churned customer",
              "{'customer_id': 'CUST-006'}",
              "CUST-006 is churned; make it a prospect again first (update_customer_status)."),
          Refusal.of(
              "an inactive customer",
              "{'customer_id': 'CUST-007'}",
              "CUST-007 is inactive; make it a prospect again first (update_customer_status)."),
          Refusal.of(
              "the title of an open one, in another case",
              "{'title': 'COLD chain  sensors'}",
              "title 'COLD chain  sensors' is the title of OPP-002, which is open; use that one, or"
                  + " give another title."),
          Refusal.of(
              "yesterday",
              "{'close_date': '2026-11-24'}",
              "close_date 2026-11-24 is in the past; give today, 2026-11-25, or a later day."),
          Refusal.of(
              "more than three years ahead",
              "{'close_date': '2029-11-26'}",
              "close_date 2029-11-26 is too far ahead; give 2029-11-25 or an earlier day."),
          Refusal.of(
              "no date", "{'close_date': 'end of the quarter'}", DATE + "'end of the quarter'"),
          Refusal.of(
              "a day that does not exist",
              "{'close_date': '2027-02-29'}",
              DATE + "'2027-02-29', which is not in the calendar"),
          Refusal.of(
              "no close date",
              "{'close_date': null}",
              "close_date: is missing; it must be a date such as 2026-03-01, from 1900 to 2200"),
          Refusal.of("no value", "{'value': 0}", VALUE + "0, which is not from 1 to 1000000000"),
          Refusal.of("a third decimal", "{'value': 10.005}", VALUE + "10.005"),
          Refusal.of("a value in words", "{'value': '12000'}", VALUE + "'12000'"),
          Refusal.of(
              "won from the start",
              "{'stage': 'closed_won'}",
              "stage: must be one of: prospecting, qualification, proposal, negotiation, but it is"
                  + " 'closed_won'"),
          Refusal.of(
              "more than certain",
              "{'probability': 101}",
              "probability: must be an integer from 0 to 100, but it is 101, which is not from 0 to"
                  + " 100"),
          Refusal.of(
              "a probability beyond the stage that is not given",
              "{'probability': 21}",
              "probability 21 does not fit the stage prospecting, which has 1 to 20; correct one,"
                  + " or leave probability out for the usual 10."),
          probability("prospecting", 0, "1 to 20", 10),
          probability("qualification", 9, "10 to 40", 25),
          probability("qualification", 41, "10 to 40", 25),
          probability("proposal", 29, "30 to 70", 50),
          probability("proposal", 71, "30 to 70", 50),
          probability("negotiation", 49, "50 to 95", 75),
          probability("negotiation", 96, "50 to 95", 75),
          probability("negotiation", 100, "50 to 95", 75),
          Refusal.of(
              "every problem at once",
              "{'customer_id': 'CUST-006', 'close_date': '2026-01-31', 'probability': 100}",
              "CUST-006 is churned; make it a prospect again first (update_customer_status).",
              "close_date 2026-01-31 is in the past; give today, 2026-11-25, or a later day.",
              "probability 100 does not fit the stage prospecting, which has 1 to 20; correct one,"
                  + " or leave probability out for the usual 10."));

  /** What is accepted, and the probability and the weighted value that follow. */
  private record Accepted(String name, String change, int probability, String weightedValue) {}

  private static final List<Accepted> ACCEPTED =
      List.of(
          new Accepted("prospecting unless given", "{}", 10, "1200.00"),
          new Accepted("qualification", "{'stage': 'qualification'}", 25, "3000.00"),
          new Accepted("proposal", "{'stage': 'proposal'}", 50, "6000.00"),
          new Accepted("negotiation", "{'stage': 'negotiation'}", 75, "9000.00"),
          new Accepted("the least", "{'probability': 1}", 1, "120.00"),
          new Accepted("the most", "{'stage': 'negotiation', 'probability': 95}", 95, "11400.00"),
          new Accepted("half a cent up", "{'value': 1.01, 'stage': 'proposal'}", 50, "0.51"),
          new Accepted("today", "{'close_date': '2026-11-25'}", 10, "1200.00"),
          new Accepted("in three years", "{'close_date': '2029-11-25'}", 10, "1200.00"),
          new Accepted("a prospect", "{'customer_id': 'CUST-004'}", 10, "1200.00"),
          new Accepted("a lead", "{'customer_id': 'CUST-005'}", 10, "1200.00"),
          new Accepted(
              "the largest value",
              "{'value': 1000000000, 'stage': 'proposal'}",
              50,
              "500000000.00"),
          new Accepted(
              "the title of one that was won",
              "{'title': 'Fleet tracking for 60 trucks'}",
              10,
              "1200.00"),
          new Accepted(
              "the title of an open one of somebody else",
              "{'customer_id': 'CUST-002', 'title': 'Cold chain sensors'}",
              10,
              "1200.00"));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblemAndCreatesNothing(
      Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      crm.refuses(ALICE, CREATE, VALID, REFUSALS);
      assertThat(crm.done(ALICE, GET, "{}").path("total").asInt()).isEqualTo(6);
      assertThat(crm.done(ALICE, CREATE, VALID).path("opportunity_id").asText())
          .isEqualTo("OPP-007");
      assertThat(crm.problems(ALICE, CREATE, VALID))
          .containsExactly(
              "title 'Dock sensors' is the title of OPP-007, which is open; use that one, or give"
                  + " another title.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatFitsIsAccepted(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var crm = CrmFixture.fresh(engine, folder)) {
      for (var accepted : ACCEPTED) {
        var titled = changed(VALID, "{'title': '%s'}".formatted(accepted.name()));
        var created = crm.tools().call(ALICE, CREATE, changed(titled, accepted.change()));
        softly.assertThat(created.problems()).as(accepted.name()).isEmpty();
        softly
            .assertThat(
                created
                    .result()
                    .map(made ->
                        made.path("probability").asText()
                            + "% "
                            + made.path("weighted_value").decimalValue()))
            .as(accepted.name())
            .contains(accepted.probability() + "% " + accepted.weightedValue());
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCreatedIsFoundAsItWasAnswered(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      var created =
          crm.done(
              BOB,
              CREATE,
              changed(
                  VALID,
                  "{'value': 12000.5, 'stage': 'proposal', 'probability': 60, 'description': 'Two"
                      + " docks in Bergen'}"));
      assertThat(created.toString())
          .isEqualTo(
              """
              {"opportunity_id":"OPP-007","customer_id":"CUST-001",\
              "customer_name":"Ingrid Solberg","company":"Fjordline Shipping",\
              "title":"Dock sensors","description":"Two docks in Bergen","stage":"proposal",\
              "probability":60,"value":12000.50,"weighted_value":7200.30,\
              "close_date":"2027-01-15","overdue":false,\
              "created_at":"2026-11-25T12:00:00.000Z","created_by":"bob"}\
              """);
      assertThat(crm.done(ALICE, GET, "{'search': 'bergen'}").path("opportunities"))
          .containsExactly(created);
    }
  }

  /** At noon in UTC it is tomorrow already on Kiritimati. */
  @ParameterizedTest
  @EnumSource
  void todayIsThatOfTheServersZone(Databases engine, @TempDir Path folder) {
    var clock = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneId.of("Pacific/Kiritimati"));
    try (var crm = CrmFixture.open(engine.fresh("crm", folder), clock)) {
      assertThat(crm.problems(ALICE, CREATE, changed(VALID, "{'close_date': '2026-11-25'}")))
          .containsExactly(
              "close_date 2026-11-25 is in the past; give today, 2026-11-26, or a later day.");
    }
  }
}
