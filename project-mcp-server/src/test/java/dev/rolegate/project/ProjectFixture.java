package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.BOB;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.database.Database;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture;
import dev.rolegate.mcp.ToolHarness;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The project tools over a database with the sample data, on a Wednesday in November 2026. In its
 * JSON {@code '} stands for the quotation mark. Thread-safe.
 */
record ProjectFixture(Database database, ToolHarness tools) implements DomainFixture {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  static ProjectFixture fresh(Databases engine, Path folder) {
    return open(engine.fresh("project", folder));
  }

  static ProjectFixture open(DatabaseConfig config) {
    return open(config, NOW);
  }

  static ProjectFixture open(DatabaseConfig config, Instant now) {
    var database = Database.open(config);
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    return new ProjectFixture(
        database, new ToolHarness(database, new ProjectTools(database, clock).all()));
  }

  /** One task as the list shows it. */
  JsonNode task(String id) {
    return done(BOB, "get_project_tasks", "{'task_id':'%s'}".formatted(id)).path("tasks").path(0);
  }

  /** A new task of Bob Tran, brought into the state by the shortest way; its id. */
  String taskIn(TaskState state, String title) {
    var id =
        done(
                BOB,
                "create_project_task",
                "{'title':'%s','project_id':'PROJ-001','assignee':'Bob Tran'}".formatted(title))
            .path("task_id")
            .asText();
    var way =
        switch (state) {
          case TODO -> List.<TaskState>of();
          case IN_PROGRESS, BLOCKED, CANCELLED -> List.of(state);
          case IN_REVIEW, COMPLETED -> List.of(TaskState.IN_PROGRESS, state);
        };
    for (var step : way) {
      done(
          BOB,
          "update_task_state",
          "{'task_id':'%s','state':'%s','note':'on the way'}".formatted(id, step));
    }
    return id;
  }
}
