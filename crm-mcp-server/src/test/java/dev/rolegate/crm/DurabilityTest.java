package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was answered is there after the database is opened again. */
class DurabilityTest {
  private static final String ADD =
      "{'name': 'Nora Vance', 'email': '%s@vance.example', 'company': 'Vance Orchards'}";

  private static void write(CrmFixture crm) {
    crm.done(ALICE, "add_customer_profile", ADD.formatted("nora"));
    crm.done(
        ALICE,
        "create_sales_opportunity",
        "{'customer_id': 'CUST-008', 'title': 'Frost alarms', 'value': 9000.25, 'close_date':"
            + " '2027-02-01'}");
    crm.done(
        ALICE,
        "record_interaction",
        "{'customer_id': 'CUST-008', 'opportunity_id': 'OPP-007', 'interaction_type': 'call',"
            + " 'summary': 'Wants them before the blossom'}");
    crm.done(
        ALICE,
        "update_customer_status",
        "{'customer_id': 'CUST-004', 'status': 'inactive', 'reason': 'Sells the shops',"
            + " 'lose_open_opportunities': true}");
  }

  private static List<JsonNode> everything(CrmFixture crm) {
    return Stream.of(
            "get_customer_profiles",
            "get_interaction_history",
            "get_sales_opportunities",
            "get_crm_summary")
        .map(tool -> crm.done(ALICE, tool, "{}"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void afterAStopAllIsAsItWasAndTheNumbersGoOn(Databases engine, @TempDir Path folder) {
    var config = engine.fresh("crm", folder);
    List<JsonNode> before;
    try (var crm = CrmFixture.open(config)) {
      var untouched = everything(crm);
      write(crm);
      before = everything(crm);
      assertThat(before).doesNotContainAnyElementsOf(untouched);
    }
    try (var crm = CrmFixture.open(config)) {
      assertThat(everything(crm)).isEqualTo(before);
      assertThat(
              crm.done(ALICE, "add_customer_profile", ADD.formatted("next"))
                  .path("customer_id")
                  .asText())
          .isEqualTo("CUST-009");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAnsweredIsThereForOthersThoughNothingWasClosed(
      Databases engine, @TempDir Path folder) {
    var config = engine.fresh("crm", folder);
    try (var crm = CrmFixture.open(config)) {
      write(crm);
      try (var other = CrmFixture.open(config)) {
        assertThat(everything(other)).isEqualTo(everything(crm));
      }
    }
  }
}
