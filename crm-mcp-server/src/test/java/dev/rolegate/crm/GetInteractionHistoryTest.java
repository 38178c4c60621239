package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Found;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ten of the sample data. */
class GetInteractionHistoryTest {
  private static final String GET = "get_interaction_history";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown customer",
              "{'customer_id': 'CUST-099'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them."),
          Refusal.of(
              "an opportunity by number",
              "{'opportunity_id': '4'}",
              "opportunity_id '4' does not exist; did you mean OPP-004 (Monitoring of 12 wind"
                  + " turbines)?"),
          Refusal.of(
              "the later day first",
              "{'from': '2026-11-10', 'to': '2026-11-09'}",
              "to 2026-11-09 is before from 2026-11-10; swap them or correct one."),
          Refusal.of(
              "an unknown way",
              "{'interaction_type': 'fax'}",
              "interaction_type: must be one of: call, email, meeting, demo, message, other, but it"
                  + " is 'fax'"),
          Refusal.of(
              "none",
              "{'limit': 0}",
              "limit: must be an integer from 1 to 200, but it is 0, which is not from 1 to 200"),
          Refusal.of(
              "every problem at once",
              "{'customer_id': 'x', 'opportunity_id': 'y', 'from': '2026-11-10', 'to':"
                  + " '2026-11-09'}",
              "customer_id 'x' does not exist; get_customer_profiles lists them.",
              "opportunity_id 'y' does not exist; get_sales_opportunities lists them.",
              "to 2026-11-09 is before from 2026-11-10; swap them or correct one."));

  private static final List<Found> FOUND =
      List.of(
          Found.of("all by default, newest first", "{}", 7, 9, 3, 5, 8, 10, 2, 6, 4, 1),
          Found.of("oldest first", "{'descending': false}", 1, 4, 6, 2, 10, 8, 5, 3, 9, 7),
          Found.of("a customer", "{'customer_id': 'CUST-001'}", 3, 2, 1),
          Found.of("a customer without any", "{'customer_id': 'CUST-007'}"),
          Found.of("an opportunity", "{'opportunity_id': 'OPP-002'}", 3, 2),
          Found.of(
              "an opportunity of another customer",
              "{'customer_id': 'CUST-002', 'opportunity_id': 'OPP-002'}"),
          Found.of("meetings", "{'interaction_type': 'meeting'}", 6, 1),
          Found.of("text in a summary", "{'search': 'SALFORD'}", 4),
          Found.of("text in a next step", "{'search': 'find a reference'}", 9),
          Found.of("text in a company", "{'search': 'solstice'}", 7, 6),
          Found.of("text in a company or a summary", "{'search': 'fjordline'}", 3, 8, 2, 1),
          Found.of("% is no wildcard", "{'search': '%'}"),
          Found.of("from a day on", "{'from': '2026-11-12'}", 7, 9, 3),
          Found.of("until a day, that day included", "{'to': '2026-10-06'}", 4, 1),
          Found.of("one day", "{'from': '2026-11-09', 'to': '2026-11-09'}", 5),
          Found.of("a day without any", "{'from': '2026-11-10', 'to': '2026-11-10'}"),
          Found.of("all filters must hold", "{'interaction_type': 'email', 'to': '2026-11-15'}", 3),
          Found.of(
              "sorted by recording",
              "{'sort': 'created_at', 'descending': false, 'limit': 3}",
              1,
              4,
              6),
          Found.of(
              "sorted by company",
              "{'sort': 'company', 'descending': false}",
              4,
              5,
              10,
              1,
              2,
              3,
              9,
              8,
              6,
              7),
          Found.of("a page", "{'limit': 2, 'offset': 1}", 9, 3),
          Found.of("beyond the last page", "{'offset': 10}"));

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
      crm.finds(ALICE, GET, "interactions", "interaction_id", FOUND);
      assertThat(
              crm.done(ALICE, GET, "{'interaction_type': 'call', 'limit': 1}")
                  .path("total")
                  .asInt())
          .isEqualTo(4);
    }
  }

  /** INT-005 was at 10:15 UTC on 9 November, which is the 10th on Kiritimati already. */
  @ParameterizedTest
  @EnumSource
  void aDayIsThatOfTheServersZone(Databases engine, @TempDir Path folder) {
    var clock = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneId.of("Pacific/Kiritimati"));
    try (var crm = CrmFixture.open(engine.fresh("crm", folder), clock)) {
      crm.finds(
          ALICE,
          GET,
          "interactions",
          "interaction_id",
          List.of(
              Found.of("the day there", "{'from': '2026-11-10', 'to': '2026-11-10'}", 5),
              Found.of("the day before", "{'from': '2026-11-09', 'to': '2026-11-09'}")));
      crm.finds(
          ALICE,
          "get_customer_profiles",
          "customers",
          "customer_id",
          List.of(Found.of("quiet", "{'quiet_since': '2026-11-10', 'status': 'active'}")));
    }
  }
}
