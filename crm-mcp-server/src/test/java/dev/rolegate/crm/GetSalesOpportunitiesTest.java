package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Found;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The six of the sample data. */
class GetSalesOpportunitiesTest {
  private static final String GET = "get_sales_opportunities";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown opportunity",
              "{'opportunity_id': 'OPP-099'}",
              "opportunity_id 'OPP-099' does not exist; get_sales_opportunities lists them."),
          Refusal.of(
              "an unknown customer",
              "{'customer_id': 'CUST-099'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them."),
          Refusal.of(
              "the later day first",
              "{'close_date_from': '2026-12-02', 'close_date_to': '2026-12-01'}",
              "close_date_to 2026-12-01 is before close_date_from 2026-12-02; swap them or correct"
                  + " one."),
          Refusal.of(
              "the larger value first",
              "{'value_from': 100.5, 'value_to': 100}",
              "value_to 100.00 is less than value_from 100.50; swap them or correct one."),
          Refusal.of(
              "an unknown stage",
              "{'stage': 'won'}",
              "stage: must be one of: prospecting, qualification, proposal, negotiation,"
                  + " closed_won, closed_lost, but it is 'won'"),
          Refusal.of(
              "a flag in words", "{'open': 'yes'}", "open: must be true or false, but it is 'yes'"),
          Refusal.of(
              "every problem at once",
              "{'opportunity_id': 'x', 'customer_id': 'y', 'close_date_from': '2026-12-02',"
                  + " 'close_date_to': '2026-12-01', 'value_from': 2, 'value_to': 1}",
              "opportunity_id 'x' does not exist; get_sales_opportunities lists them.",
              "customer_id 'y' does not exist; get_customer_profiles lists them.",
              "close_date_to 2026-12-01 is before close_date_from 2026-12-02; swap them or correct"
                  + " one.",
              "value_to 1.00 is less than value_from 2.00; swap them or correct one."));

  private static final List<Found> FOUND =
      List.of(
          Found.of("all by default, by close date", "{}", 1, 6, 3, 2, 4, 5),
          Found.of("one id", "{'opportunity_id': 'OPP-004'}", 4),
          Found.of("a customer", "{'customer_id': 'CUST-001'}", 1, 2),
          Found.of("a customer without any", "{'customer_id': 'CUST-005'}"),
          Found.of("text in a title", "{'search': 'TURBINES'}", 4),
          Found.of("text in a description", "{'search': 'refrigerated'}", 2),
          Found.of("text in a company", "{'search': 'novak'}", 5),
          Found.of("% is no wildcard", "{'search': '%'}"),
          Found.of("a stage", "{'stage': 'negotiation'}", 3),
          Found.of("open", "{'open': true}", 3, 2, 4, 5),
          Found.of("closed", "{'open': false}", 1, 6),
          Found.of("overdue", "{'overdue': true}", 3),
          Found.of("not overdue", "{'overdue': false}", 1, 6, 2, 4, 5),
          Found.of("open and not overdue", "{'open': true, 'overdue': false}", 2, 4, 5),
          Found.of("worth much", "{'value_from': 31500}", 1, 2, 4),
          Found.of("worth more than that", "{'value_from': 31500.01}", 1, 4),
          Found.of("worth little", "{'value_to': 22400}", 6, 3),
          Found.of("of one value", "{'value_from': 18750.5, 'value_to': 18750.5}", 3),
          Found.of("closing from a day on", "{'close_date_from': '2026-12-18'}", 2, 4, 5),
          Found.of("closing until a day", "{'close_date_to': '2026-11-13'}", 1, 6, 3),
          Found.of("all filters must hold", "{'open': true, 'close_date_to': '2026-12-31'}", 3, 2),
          Found.of("the other way round", "{'descending': true}", 5, 4, 2, 3, 6, 1),
          Found.of("sorted by value", "{'sort': 'value'}", 3, 6, 5, 2, 1, 4),
          Found.of(
              "sorted by weighted value",
              "{'sort': 'weighted_value', 'descending': true}",
              1,
              4,
              2,
              3,
              5,
              6),
          Found.of("sorted by probability", "{'sort': 'probability'}", 6, 5, 4, 2, 3, 1),
          Found.of("sorted by making", "{'sort': 'created_at'}", 1, 6, 3, 4, 2, 5),
          Found.of("sorted by id", "{'sort': 'opportunity_id'}", 1, 2, 3, 4, 5, 6),
          Found.of("a page", "{'limit': 2, 'offset': 1}", 6, 3),
          Found.of("beyond the last page", "{'offset': 6}"));

  /** What all that match come to, whatever the page. */
  private record Sums(String name, String arguments, String sums) {}

  private static final List<Sums> SUMS =
      List.of(
          new Sums("the pipeline", "{'open': true, 'limit': 1}", "4 219250.50 79200.40"),
          new Sums("a lost one", "{'stage': 'closed_lost'}", "1 22400.00 0.00"),
          new Sums("none", "{'customer_id': 'CUST-005'}", "0 0.00 0.00"),
          new Sums("beyond the last page", "{'offset': 9}", "6 328050.50 165600.40"));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblem(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      crm.refuses(ALICE, GET, "{}", REFUSALS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatIsAskedFor(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      crm.finds(ALICE, GET, "opportunities", "opportunity_id", FOUND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSumsAreExactAndOfAllThatMatch(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var crm = CrmFixture.fresh(engine, folder)) {
      for (var sums : SUMS) {
        var page = crm.done(ALICE, GET, sums.arguments());
        softly
            .assertThat(
                page.path("total").asText()
                    + " "
                    + page.path("total_value").decimalValue()
                    + " "
                    + page.path("total_weighted_value").decimalValue())
            .as(sums.name())
            .isEqualTo(sums.sums());
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void anOpportunityTellsWhoMayBuyAndWhetherItIsLate(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      assertThat(
              crm.done(ALICE, GET, "{'opportunity_id': 'OPP-003'}")
                  .at("/opportunities/0")
                  .toString())
          .isEqualTo(
              """
              {"opportunity_id":"OPP-003","customer_id":"CUST-002",\
              "customer_name":"Marcus Webb","company":"Brightwell Clinics",\
              "title":"Asset tags for two new clinics",\
              "description":"The clinics open in January","stage":"negotiation",\
              "probability":80,"value":18750.50,"weighted_value":15000.40,\
              "close_date":"2026-11-13","overdue":true,\
              "created_at":"2026-09-10T10:30:00.000Z","created_by":"alice"}\
              """);
    }
  }
}
