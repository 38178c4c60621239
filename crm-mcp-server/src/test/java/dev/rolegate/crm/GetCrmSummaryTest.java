package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GetCrmSummaryTest {
  private static final String GET = "get_crm_summary";
  private static final String DAYS = "days: must be an integer from 1 to 366, but it is ";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of("no days", "{'days': 0}", DAYS + "0, which is not from 1 to 366"),
          Refusal.of("years", "{'days': 367}", DAYS + "367, which is not from 1 to 366"),
          Refusal.of(
              "one customer",
              "{'customer_id': 'CUST-001'}",
              "customer_id: is not known; leave it out, or use one of: days"));

  /** A number that depends on how far it looks. */
  private record Reach(String name, int days, String member, int number) {}

  private static final List<Reach> REACHES =
      List.of(
          new Reach("nothing closes in three weeks", 22, "/closing_soon/opportunities", 0),
          new Reach("one on the last day", 23, "/closing_soon/opportunities", 1),
          new Reach("the day before it was won", 55, "/won/opportunities", 0),
          new Reach("the day it was won", 56, "/won/opportunities", 1),
          new Reach("the day before it was lost", 25, "/lost/opportunities", 0),
          new Reach("the day it was lost", 26, "/lost/opportunities", 1),
          new Reach("no interaction that week", 5, "/interactions", 0),
          new Reach("one the day before", 6, "/interactions", 1),
          new Reach("all", 366, "/interactions", 10),
          new Reach("both quiet", 12, "/quiet_customers", 2),
          new Reach("one heard on the first day", 13, "/quiet_customers", 1),
          new Reach("none quiet", 16, "/quiet_customers", 0));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblem(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      crm.refuses(ALICE, GET, "{}", REFUSALS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSampleDataInNumbers(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      var summary = (ObjectNode) crm.done(ALICE, GET, "{}");
      var overdue = crm.done(ALICE, "get_sales_opportunities", "{'overdue': true}");
      var newest = crm.done(ALICE, "get_interaction_history", "{'limit': 10}");
      assertThat(summary.remove("longest_overdue")).isEqualTo(overdue.path("opportunities"));
      assertThat(summary.remove("recent_interactions")).isEqualTo(newest.path("interactions"));
      assertThat(summary.toString())
          .isEqualTo(
              """
              {"as_of":"2026-11-25","days":30,"customers":7,"customers_by_status":[\
              {"status":"lead","customers":1},{"status":"prospect","customers":2},\
              {"status":"active","customers":2},{"status":"inactive","customers":1},\
              {"status":"churned","customers":1}],"quiet_customers":0,\
              "pipeline":{"opportunities":4,"value":219250.50,"weighted_value":79200.40},\
              "pipeline_by_stage":[\
              {"stage":"prospecting","opportunities":1,"value":27000.00,"weighted_value":2700.00},\
              {"stage":"qualification","opportunities":1,"value":142000.00,\
              "weighted_value":42600.00},\
              {"stage":"proposal","opportunities":1,"value":31500.00,"weighted_value":18900.00},\
              {"stage":"negotiation","opportunities":1,"value":18750.50,\
              "weighted_value":15000.40}],\
              "closing_soon":{"opportunities":1,"value":31500.00,"weighted_value":18900.00},\
              "overdue":{"opportunities":1,"value":18750.50,"weighted_value":15000.40},\
              "won":{"opportunities":0,"value":0.00,"weighted_value":0.00},\
              "lost":{"opportunities":1,"value":22400.00,"weighted_value":0.00},\
              "interactions":6}\
              """);
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksAsFarAsItIsAsked(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var crm = CrmFixture.fresh(engine, folder)) {
      for (var reach : REACHES) {
        softly
            .assertThat(
                crm.done(ALICE, GET, "{'days': %d}".formatted(reach.days()))
                    .at(reach.member())
                    .asInt())
            .as(reach.name())
            .isEqualTo(reach.number());
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void whatClosesTodayIsNotOverdueButSoon(Databases engine, @TempDir Path folder) {
    var clock = Clock.fixed(Instant.parse("2026-12-18T23:59:59Z"), ZoneOffset.UTC);
    try (var crm = CrmFixture.open(engine.fresh("crm", folder), clock)) {
      var summary = crm.done(ALICE, GET, "{'days': 1}");
      assertThat(summary.at("/overdue/opportunities").asInt()).isEqualTo(1);
      assertThat(summary.at("/closing_soon/opportunities").asInt()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsListsAreBoundedAndItsNumbersAreNot(Databases engine, @TempDir Path folder) {
    var config = engine.fresh("crm", folder);
    try (var crm = CrmFixture.open(config)) {
      for (var i = 1; i <= 11; i++) {
        crm.done(
            ALICE,
            "create_sales_opportunity",
            "{'customer_id': 'CUST-005', 'title': 'Number %d', 'value': %d, 'close_date': '2026-12-%02d'}"
                .formatted(i, i, i));
      }
    }
    var later = Clock.fixed(Instant.parse("2026-12-15T00:00:00Z"), ZoneOffset.UTC);
    try (var crm = CrmFixture.open(config, later)) {
      var summary = crm.done(ALICE, GET, "{}");
      assertThat(summary.at("/overdue/opportunities").asInt()).isEqualTo(12);
      assertThat(DomainFixture.each(summary.path("longest_overdue"), "opportunity_id"))
          .hasSize(10)
          .startsWith("OPP-003", "OPP-007", "OPP-008");
      crm.done(
          ALICE,
          "record_interaction",
          "{'customer_id': 'CUST-007', 'interaction_type': 'email', 'summary': 'Hello again'}");
      assertThat(
              DomainFixture.each(
                  crm.done(ALICE, GET, "{}").path("recent_interactions"), "interaction_id"))
          .hasSize(10)
          .startsWith("INT-011", "INT-007")
          .doesNotContain("INT-001");
    }
  }
}
