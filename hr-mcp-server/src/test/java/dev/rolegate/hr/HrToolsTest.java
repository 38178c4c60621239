package dev.rolegate.hr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.Tool;
import dev.rolegate.mcp.schema.RecordSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HrToolsTest {
  @Test
  void theContractsToolsAreOfferedWithHonestEffectsAndFullSchemas(@TempDir Path folder) {
    try (var database = Databases.SQLITE.open("hr", folder)) {
      var tools = new HrTools(database, Clock.systemUTC()).all();
      assertThat(tools.stream().collect(Collectors.toMap(Tool::name, Tool::effect)))
          .isEqualTo(
              Map.of(
                  "get_employee_records", Tool.Effect.READS,
                  "add_employee_record", Tool.Effect.ADDS,
                  "create_leave_request", Tool.Effect.ADDS,
                  "get_leave_requests", Tool.Effect.READS,
                  "decide_leave_request", Tool.Effect.CHANGES,
                  "get_hr_summary", Tool.Effect.READS));
      assertThat(tools)
          .allSatisfy(tool -> {
            assertThat(RecordSchema.ofArguments(tool.arguments()).path("properties")).isNotEmpty();
            assertThat(RecordSchema.ofResult(tool.result()).path("properties")).isNotEmpty();
          });
    }
  }
}
