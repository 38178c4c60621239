package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GetOverdueTasksTest {
  private static final String TOOL = "get_overdue_tasks";
  private static final Caller NOBODY = TestCallers.of("robot", "Manager", null);

  /** A question and the tasks that answer it, in order, each with its days. */
  private record Question(String name, String arguments, List<String> late) {
    Question(String name, String arguments, String... late) {
      this(name, arguments, List.of(late));
    }
  }

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "a project that nobody knows",
              "{'project_id':'PROJ-099'}",
              "project_id 'PROJ-099' does not exist; get_project_summary lists them."),
          Refusal.of(
              "a misspelt person",
              "{'assignee':'Grace Kin'}",
              "assignee 'Grace Kin' is not known; did you mean Grace Kim? Known: Alice Warren, Bob"
                  + " Tran, Carol Mendes, Daniel Okafor, Emma Lindqvist, Farid Haddad, Grace Kim,"
                  + " Hugo Martin."),
          Refusal.of(
              "no id to have tasks by",
              "{'mine':true}",
              "mine finds nothing, because your token has no id claim; leave mine out, or ask for a"
                  + " token with an id."),
          Refusal.of(
              "what is not late",
              "{'min_days_overdue':0}",
              "min_days_overdue: must be an integer from 1 to 36500, but it is 0, which is not from"
                  + " 1 to 36500"));

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("all", "{}", "TASK-009 26", "TASK-006 19", "TASK-002 12"),
          new Question("a project", "{'project_id':'PROJ-002'}", "TASK-006 19"),
          new Question("a person", "{'assignee':'emma lindqvist'}", "TASK-002 12"),
          new Question("the caller's", "{'mine':true}"),
          new Question("a priority", "{'priority':'urgent'}", "TASK-009 26"),
          new Question("nineteen days", "{'min_days_overdue':19}", "TASK-009 26", "TASK-006 19"),
          new Question("twenty days", "{'min_days_overdue':20}", "TASK-009 26"),
          new Question(
              "the other way round",
              "{'descending':true}",
              "TASK-002 12",
              "TASK-006 19",
              "TASK-009 26"),
          new Question(
              "by priority", "{'sort':'priority'}", "TASK-009 26", "TASK-002 12", "TASK-006 19"),
          new Question("a page", "{'limit':1,'offset':1}", "TASK-006 19"));

  private static List<String> late(JsonNode page) {
    return stream(page.path("overdue_tasks"))
        .map(one ->
            one.path("task").path("task_id").asText() + " " + one.path("days_overdue").asInt())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedSaysWhatToDo(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      project.refuses(NOBODY, TOOL, "{}", REFUSALS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyQuestionFindsItsTasksInOrder(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var question : QUESTIONS) {
        softly
            .assertThat(late(project.done(BOB, TOOL, question.arguments())))
            .as(question.name())
            .isEqualTo(question.late());
      }
      var page = project.done(BOB, TOOL, "{'limit':1}");
      softly.assertThat(page.path("total").asInt()).isEqualTo(3);
      softly.assertThat(page.path("as_of").asText()).isEqualTo("2026-11-25");
      softly
          .assertThat(page.path("overdue_tasks").path(0).path("task"))
          .isEqualTo(project.task("TASK-009"));
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void aTaskIsLateFromTheDayAfterItsDueDateUntilItIsClosed(Databases engine, @TempDir Path folder) {
    var config = engine.fresh("project", folder);
    try (var project = ProjectFixture.open(config, Instant.parse("2026-11-27T23:59:59Z"))) {
      assertThat(late(project.done(BOB, TOOL, "{'assignee':'Bob Tran'}"))).isEmpty();
      assertThat(project.task("TASK-007").path("overdue").asBoolean()).isFalse();
    }
    try (var project = ProjectFixture.open(config, Instant.parse("2026-11-28T00:00:00Z"))) {
      assertThat(late(project.done(BOB, TOOL, "{'mine':true}"))).containsExactly("TASK-007 1");
      assertThat(project.task("TASK-007").path("overdue").asBoolean()).isTrue();
      project.done(BOB, "update_task_state", "{'task_id':'TASK-007','state':'completed'}");
      project.done(
          ALICE, "update_task_state", "{'task_id':'TASK-006','state':'cancelled','note':'Bought'}");
      project.done(
          ALICE,
          "update_task_state",
          "{'task_id':'TASK-009','state':'in_progress','due_date':'2026-11-28'}");
      assertThat(late(project.done(BOB, TOOL, "{}"))).containsExactly("TASK-002 15");
      assertThat(project.task("TASK-007").path("overdue").asBoolean()).isFalse();
    }
  }
}
