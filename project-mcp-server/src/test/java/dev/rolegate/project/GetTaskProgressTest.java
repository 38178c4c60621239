package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GetTaskProgressTest {
  private static final String TOOL = "get_task_progress";

  /** How many days are left for a task of the sample data; null when it does not say. */
  private record Left(String name, String task, String days) {}

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "no task",
              "{'task_id':null}",
              "task_id: is missing; it must be a text of 1 to 40 characters"),
          Refusal.of(
              "a task that nobody knows",
              "{'task_id':'TASK-099'}",
              "task_id 'TASK-099' does not exist; get_project_tasks lists them."),
          Refusal.of(
              "an id in other letters",
              "{'task_id':'task 6'}",
              "task_id 'task 6' does not exist; did you mean TASK-006 (Order desks and chairs)?"));

  private static final List<Left> LEFT =
      List.of(
          new Left("in time", "TASK-003", "9"),
          new Left("late", "TASK-006", "-19"),
          new Left("no due date", "TASK-011", ""),
          new Left("completed", "TASK-001", ""),
          new Left("cancelled", "TASK-008", ""));

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedSaysWhatToDo(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      project.refuses(BOB, TOOL, "{'task_id':'TASK-001'}", REFUSALS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHistoryTellsWhoWhenWhatAndWhyNewestFirst(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      project.done(
          ALICE,
          "update_task_state",
          "{'task_id':'TASK-006','state':'in_progress','progress_percent':40,'assignee':'Bob Tran','due_date':'2026-12-11','note':'The plan is here'}");
      var progress = project.done(BOB, TOOL, "{'task_id':'TASK-006'}");
      assertThat(progress.path("task")).isEqualTo(project.task("TASK-006"));
      assertThat(progress.path("history_total").asInt()).isEqualTo(4);
      assertThat(progress.path("history"))
          .hasToString(
              """
              [{'from_state':'blocked','to_state':'in_progress','progress_percent':40,\
              'assignee':'Bob Tran','due_date':'2026-12-11','note':'The plan is here',\
              'changed_at':'2026-11-25T12:00:00.000Z','changed_by':'alice'},\
              {'from_state':'in_progress','to_state':'blocked','progress_percent':20,\
              'assignee':'Farid Haddad','due_date':'2026-11-06',\
              'note':'The supplier waits for the floor plan',\
              'changed_at':'2026-11-03T09:40:00.000Z','changed_by':'bob'},\
              {'from_state':'todo','to_state':'in_progress','progress_percent':20,\
              'assignee':'Farid Haddad','due_date':'2026-11-06',\
              'changed_at':'2026-10-26T13:30:00.000Z','changed_by':'bob'},\
              {'to_state':'todo','progress_percent':0,'assignee':'Farid Haddad',\
              'due_date':'2026-11-06','changed_at':'2026-10-19T13:00:00.000Z',\
              'changed_by':'bob'}]\
              """
                  .replace('\'', '"'));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHistoryComesInPages(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var page = project.done(BOB, TOOL, "{'task_id':'TASK-012','limit':2,'offset':1}");
      assertThat(each(page.path("history"), "to_state"))
          .containsExactly("in_progress", "completed");
      assertThat(page.path("history_total").asInt()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDaysLeftAreCountedFromTodayWhileTheTaskIsOpen(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var left : LEFT) {
        softly
            .assertThat(
                project
                    .done(BOB, TOOL, "{'task_id':'%s'}".formatted(left.task()))
                    .path("days_until_due")
                    .asText())
            .as(left.name())
            .isEqualTo(left.days());
      }
    }
    softly.assertAll();
  }
}
