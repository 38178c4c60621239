package dev.rolegate.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.Tool;
import dev.rolegate.mcp.Tool.Effect;
import dev.rolegate.mcp.schema.Arguments;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectToolsTest {
  @Test
  void theToolsOfTheContractWithHonestEffects(@TempDir Path folder) {
    try (var database = Databases.SQLITE.open("project", folder)) {
      var tools = new ProjectTools(database, Clock.systemUTC()).all();
      assertThat(tools.stream().collect(Collectors.toMap(Tool::name, Tool::effect)))
          .containsOnly(
              Map.entry("create_project_task", Effect.ADDS),
              Map.entry("get_project_tasks", Effect.READS),
              Map.entry("update_task_state", Effect.CHANGES),
              Map.entry("get_task_progress", Effect.READS),
              Map.entry("get_overdue_tasks", Effect.READS),
              Map.entry("get_project_summary", Effect.READS));
      for (var tool : tools) {
        assertThat(Arguments.of(tool.arguments())).as(tool.name()).isNotNull();
        assertThat(tool.title()).as(tool.name()).isNotBlank();
        assertThat(tool.description()).as(tool.name()).endsWith(".");
      }
    }
  }
}
