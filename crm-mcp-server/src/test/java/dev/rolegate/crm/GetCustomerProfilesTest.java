package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture;
import dev.rolegate.mcp.DomainFixture.Found;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seven of the sample data. */
class GetCustomerProfilesTest {
  private static final String GET = "get_customer_profiles";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown customer",
              "{'customer_id': 'CUST-099'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them."),
          Refusal.of(
              "a customer by number",
              "{'customer_id': 'cust-3'}",
              "customer_id 'cust-3' does not exist; did you mean CUST-003 (Priya Raman, Solstice"
                  + " Energy)?"),
          Refusal.of(
              "a customer by company",
              "{'customer_id': 'Novak'}",
              "customer_id 'Novak' does not exist; did you mean CUST-004 (Tomas Novak, Novak"
                  + " Foods)?"),
          Refusal.of(
              "a misspelt place",
              "{'location': 'Manchster'}",
              "location 'Manchster' is not known; did you mean Manchester? Known: Cork, Hamburg,"
                  + " Malaga, Manchester, Osaka, Oslo, Prague."),
          Refusal.of(
              "an unknown state",
              "{'status': 'customer'}",
              "status: must be one of: lead, prospect, active, inactive, churned, but it is"
                  + " 'customer'"),
          Refusal.of(
              "no day",
              "{'quiet_since': 'October'}",
              "quiet_since: must be a date such as 2026-03-01, from 1900 to 2200, but it is"
                  + " 'October'"),
          Refusal.of(
              "too many",
              "{'limit': 201}",
              "limit: must be an integer from 1 to 200, but it is 201, which is not from 1 to 200"),
          Refusal.of(
              "every problem at once",
              "{'customer_id': 'x', 'location': 'y'}",
              "customer_id 'x' does not exist; get_customer_profiles lists them.",
              "location 'y' is not known. Known: Cork, Hamburg, Malaga, Manchester, Osaka, Oslo,"
                  + " Prague."));

  private static final List<Found> FOUND =
      List.of(
          Found.of("all by default, by id", "{}", 1, 2, 3, 4, 5, 6, 7),
          Found.of("one id", "{'customer_id': 'CUST-003'}", 3),
          Found.of("text in a name", "{'search': 'MARCUS'}", 2),
          Found.of("text in an e-mail address", "{'search': 'delgado@'}", 6),
          Found.of("text in a company", "{'search': 'line ship'}", 1),
          Found.of("text in a position", "{'search': 'manager'}", 3, 5, 6),
          Found.of("text in a place", "{'search': 'hamb'}", 3),
          Found.of("no text in a reason", "{'search': 'budget'}"),
          Found.of("% is no wildcard", "{'search': '%'}"),
          Found.of("active", "{'status': 'active'}", 1, 2),
          Found.of("churned", "{'status': 'churned'}", 6),
          Found.of("an industry", "{'industry': 'retail'}", 4),
          Found.of("an industry without customers", "{'industry': 'finance'}"),
          Found.of("a place in another case", "{'location': 'oSLO'}", 1),
          Found.of("quiet since a day", "{'quiet_since': '2026-11-10'}", 2, 4, 6, 7),
          Found.of("not quiet on the day itself", "{'quiet_since': '2026-11-09'}", 4, 6, 7),
          Found.of("quiet always", "{'quiet_since': '2000-01-01'}", 7),
          Found.of("all filters must hold", "{'search': 'manager', 'status': 'lead'}", 5),
          Found.of("the other way round", "{'descending': true}", 7, 6, 5, 4, 3, 2, 1),
          Found.of("sorted by name", "{'sort': 'name'}", 1, 7, 2, 3, 6, 4, 5),
          Found.of("sorted by company", "{'sort': 'company'}", 2, 6, 1, 7, 5, 4, 3),
          Found.of("sorted by making", "{'sort': 'created_at'}", 6, 2, 1, 7, 3, 4, 5),
          Found.of(
              "the longest unheard first", "{'sort': 'last_interaction_at'}", 7, 6, 4, 2, 1, 5, 3),
          Found.of(
              "the last heard first",
              "{'sort': 'last_interaction_at', 'descending': true}",
              3,
              5,
              1,
              2,
              4,
              6,
              7),
          Found.of(
              "the most to win first",
              "{'sort': 'open_value', 'descending': true, 'limit': 4}",
              3,
              1,
              4,
              2),
          Found.of("a page", "{'limit': 2, 'offset': 3}", 4, 5),
          Found.of("beyond the last page", "{'offset': 7}"));

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
      crm.finds(ALICE, GET, "customers", "customer_id", FOUND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTotalCountsAllPages(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      assertThat(crm.done(ALICE, GET, "{'limit': 2}").path("total").asInt()).isEqualTo(7);
      assertThat(crm.done(ALICE, GET, "{'status': 'prospect', 'offset': 9}").path("total").asInt())
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProfileTellsWhatIsOpenAndWhenTheyWereLastHeard(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      var customers = crm.done(ALICE, GET, "{}").path("customers");
      assertThat(DomainFixture.each(customers, "open_opportunities"))
          .containsExactly("1", "1", "1", "1", "0", "0", "0");
      assertThat(customers.get(1).toString())
          .isEqualTo(
              """
              {"customer_id":"CUST-002","name":"Marcus Webb",\
              "email":"marcus.webb@brightwell.example","phone":"+44 161 496 0122",\
              "company":"Brightwell Clinics","position":"Operations Director",\
              "industry":"healthcare","location":"Manchester","status":"active",\
              "status_reason":"First order","status_changed_at":"2026-06-18T10:05:00.000Z",\
              "status_changed_by":"alice","last_interaction_at":"2026-11-09T10:15:00.000Z",\
              "open_opportunities":1,"open_value":18750.50,\
              "created_at":"2026-04-07T09:40:00.000Z","created_by":"sample"}\
              """);
      assertThat(customers.get(6).has("last_interaction_at")).isFalse();
    }
  }
}
