package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.BOB;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.mcp.ToolHarness;
import dev.rolegate.mcp.data.Database;
import dev.rolegate.mcp.data.DatabaseConfig;
import dev.rolegate.mcp.data.Databases;
import dev.rolegate.mcp.schema.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;

/**
 * The project tools over a database with the sample data, on a Wednesday in November 2026. In its
 * JSON {@code '} stands for the quotation mark. Thread-safe.
 */
record ProjectFixture(Database database, ToolHarness tools) implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  /** One thing that is broken in a valid call: the members to change, null to drop one. */
  record Refusal(String name, String change, List<String> problems) {
    static Refusal of(String name, String change, String... problems) {
      return new Refusal(name, change, List.of(problems));
    }
  }

  static ProjectFixture fresh(Databases engine, Path folder) {
    return open(engine.fresh("project", folder));
  }

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

  /** What was wrong; empty when it was done. */
  List<String> problems(Caller caller, String tool, String arguments) {
    return tools.call(caller, tool, arguments).problems();
  }

  /** Every change of the valid call is refused with exactly its sentences. */
  void refuses(Caller caller, String tool, String valid, List<Refusal> refusals) {
    var softly = new SoftAssertions();
    for (var refusal : refusals) {
      softly
          .assertThat(problems(caller, tool, changed(valid, refusal.change())))
          .as(refusal.name())
          .containsExactlyElementsOf(refusal.problems());
    }
    softly.assertAll();
  }

  /** The first JSON object with the members of the second. */
  static String changed(String valid, String change) {
    return ((ObjectNode) json(valid)).setAll((ObjectNode) json(change)).toString();
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
    return stream(list).map(element -> element.path(member).asText()).toList();
  }

  static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the test's JSON is malformed: " + text, e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
