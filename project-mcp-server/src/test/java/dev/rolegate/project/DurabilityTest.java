package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was answered is there after the database is opened again. */
class DurabilityTest {
  private static final List<String> QUESTIONS =
      List.of("get_project_tasks", "get_overdue_tasks", "get_project_summary");

  private static void write(ProjectFixture project) {
    project.done(
        ALICE,
        "create_project_task",
        "{'title':'Test','new_project':'Intranet','assignee':'Inês Duarte','new_assignee':true}");
    project.done(
        BOB, "update_task_state", "{'task_id':'TASK-013','state':'in_progress','note':'Begun'}");
    project.done(BOB, "update_task_state", "{'task_id':'TASK-007','state':'completed'}");
  }

  private static List<JsonNode> everything(ProjectFixture project) {
    return List.of(
        project.done(BOB, QUESTIONS.get(0), "{}"),
        project.done(BOB, QUESTIONS.get(1), "{}"),
        project.done(BOB, QUESTIONS.get(2), "{}"),
        project.done(BOB, "get_task_progress", "{'task_id':'TASK-013'}"),
        project.done(BOB, "get_task_progress", "{'task_id':'TASK-007'}"));
  }

  @ParameterizedTest
  @EnumSource
  void afterAStopAllIsAsItWasAndTheNumbersGoOn(Databases engine, @TempDir Path folder) {
    var config = engine.fresh("project", folder);
    List<JsonNode> before;
    try (var project = ProjectFixture.open(config)) {
      write(project);
      before = everything(project);
    }
    try (var project = ProjectFixture.open(config)) {
      assertThat(everything(project)).isEqualTo(before);
      assertThat(
              project
                  .done(ALICE, "create_project_task", "{'title':'Next','new_project':'Next'}")
                  .toString())
          .contains("\"TASK-014\"", "\"PROJ-005\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAnsweredIsThereForOthersThoughNothingWasClosed(
      Databases engine, @TempDir Path folder) {
    var config = engine.fresh("project", folder);
    try (var project = ProjectFixture.open(config)) {
      write(project);
      try (var other = ProjectFixture.open(config)) {
        assertThat(everything(other)).isEqualTo(everything(project));
      }
    }
  }
}
