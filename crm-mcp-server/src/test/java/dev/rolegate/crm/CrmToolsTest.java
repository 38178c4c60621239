package dev.rolegate.crm;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.Tool;
import dev.rolegate.mcp.Tool.Effect;
import dev.rolegate.mcp.schema.Arguments;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmToolsTest {
  @Test
  void theToolsOfTheContractWithHonestEffects(@TempDir Path folder) {
    try (var database = Databases.SQLITE.open("crm", folder)) {
      var tools = new CrmTools(database, Clock.systemUTC()).all();
      assertThat(tools.stream().collect(Collectors.toMap(Tool::name, Tool::effect)))
          .containsOnly(
              entry("get_customer_profiles", Effect.READS),
              entry("add_customer_profile", Effect.ADDS),
              entry("update_customer_status", Effect.CHANGES),
              entry("record_interaction", Effect.ADDS),
              entry("get_interaction_history", Effect.READS),
              entry("create_sales_opportunity", Effect.ADDS),
              entry("get_sales_opportunities", Effect.READS),
              entry("get_crm_summary", Effect.READS));
      for (var tool : tools) {
        assertThat(Arguments.of(tool.arguments())).as(tool.name()).isNotNull();
        assertThat(tool.title()).as(tool.name()).isNotBlank();
        assertThat(tool.description()).as(tool.name()).endsWith(".");
      }
    }
  }
}
