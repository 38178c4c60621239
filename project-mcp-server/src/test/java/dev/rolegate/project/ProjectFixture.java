package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.BOB;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.mcp.ToolHarness;
import dev.rolegate.mcp.data.Database;
import dev.rolegate.mcp.data.DatabaseConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** The project tools over one database, on a Wednesday in November. Thread-safe. */
record ProjectFixture(Database database, ToolHarness tools) implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  static ProjectFixture open(DatabaseConfig config) {
    return open(config, NOW);
  }

  static ProjectFixture open(DatabaseConfig config, Instant now) {
    var database = Database.open(config);
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    return new ProjectFixture(database, new ToolHarness(new ProjectTools(database, clock).all()));
  }

  JsonNode done(Caller caller, String tool, String arguments) {
    return tools.call(caller, tool, arguments).done();
  }

  List<String> refused(Caller caller, String tool, String arguments) {
    return tools.call(caller, tool, arguments).refused();
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

  /** One member of each element of a list, as text. */
  static List<String> each(JsonNode list, String member) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(element -> element.path(member).asText())
        .toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
