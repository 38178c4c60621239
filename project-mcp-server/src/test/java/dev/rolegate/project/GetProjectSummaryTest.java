package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GetProjectSummaryTest {
  private static final String TOOL = "get_project_summary";

  @ParameterizedTest
  @EnumSource
  void aProjectThatNobodyKnowsIsGuessed(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      assertThat(project.problems(BOB, TOOL, "{'project_id':'payroll'}"))
          .containsExactly(
              "project_id 'payroll' does not exist; did you mean PROJ-003 (Payroll Migration)?");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSampleDataInNumbers(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      assertThat(project.done(BOB, TOOL, "{}").toString())
          .isEqualTo(
              """
              {'as_of':'2026-11-25','tasks':12,'open':8,'overdue':3,'due_soon':1,'unassigned':1,\
              'completed_recently':1,\
              'by_state':[{'state':'todo','tasks':3},{'state':'in_progress','tasks':3},\
              {'state':'blocked','tasks':1},{'state':'in_review','tasks':1},\
              {'state':'completed','tasks':3},{'state':'cancelled','tasks':1}],\
              'open_by_priority':[{'priority':'urgent','open':1},{'priority':'high','open':2},\
              {'priority':'medium','open':3},{'priority':'low','open':2}],\
              'workload':[{'assignee':'Hugo Martin','open':2,'overdue':0},\
              {'assignee':'Bob Tran','open':1,'overdue':0},\
              {'assignee':'Carol Mendes','open':1,'overdue':0},\
              {'assignee':'Emma Lindqvist','open':1,'overdue':1},\
              {'assignee':'Farid Haddad','open':1,'overdue':1},\
              {'assignee':'Grace Kim','open':1,'overdue':1}],\
              'projects':[{'project_id':'PROJ-001','name':'Website Relaunch','tasks':4,'open':3,\
              'overdue':1,'completed':1,'progress_percent':58,'next_due_date':'2026-11-13'},\
              {'project_id':'PROJ-003','name':'Payroll Migration','tasks':4,'open':3,\
              'overdue':1,'completed':1,'progress_percent':42,'next_due_date':'2026-10-30'},\
              {'project_id':'PROJ-002','name':'Toronto Office Move','tasks':4,'open':2,\
              'overdue':1,'completed':1,'progress_percent':60,'next_due_date':'2026-11-06'}],\
              'projects_total':3}\
              """
                  .replace('\'', '"'));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneProjectCountsItsOwnTasksOnly(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      assertThat(project.done(BOB, TOOL, "{'project_id':'PROJ-002'}").toString())
          .isEqualTo(
              """
              {'as_of':'2026-11-25','project_id':'PROJ-002','tasks':4,'open':2,'overdue':1,\
              'due_soon':1,'unassigned':0,'completed_recently':0,\
              'by_state':[{'state':'in_progress','tasks':1},{'state':'blocked','tasks':1},\
              {'state':'completed','tasks':1},{'state':'cancelled','tasks':1}],\
              'open_by_priority':[{'priority':'high','open':1},{'priority':'medium','open':1}],\
              'workload':[{'assignee':'Bob Tran','open':1,'overdue':0},\
              {'assignee':'Farid Haddad','open':1,'overdue':1}],\
              'projects':[{'project_id':'PROJ-002','name':'Toronto Office Move','tasks':4,'open':2,\
              'overdue':1,'completed':1,'progress_percent':60,'next_due_date':'2026-11-06'}],\
              'projects_total':1}\
              """
                  .replace('\'', '"'));
    }
  }

  @ParameterizedTest
  @EnumSource
  void projectsComeInPages(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var page = project.done(BOB, TOOL, "{'limit':1,'offset':2}");
      assertThat(each(page.path("projects"), "project_id")).containsExactly("PROJ-002");
      assertThat(page.path("projects_total").asInt()).isEqualTo(3);
      assertThat(page.path("tasks").asInt()).as("counts are of all").isEqualTo(12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProjectIsDoneWhenAllButTheCancelledIs(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      project.done(
          ALICE,
          "create_project_task",
          "{'title':'Ask around','new_project':'Intranet','assignee':'Bob Tran'}");
      project.done(ALICE, "create_project_task", "{'title':'Wait','project_id':'PROJ-004'}");
      var standing = "{'project_id':'PROJ-004'}";
      project.done(
          ALICE,
          "update_task_state",
          "{'task_id':'TASK-013','state':'in_progress','progress_percent':99}");
      project.done(
          ALICE, "update_task_state", "{'task_id':'TASK-014','state':'cancelled','note':'No'}");
      assertThat(project.done(BOB, TOOL, standing).path("projects").path(0).toString())
          .contains("\"progress_percent\":99")
          .doesNotContain("next_due_date");
      project.done(ALICE, "update_task_state", "{'task_id':'TASK-013','state':'completed'}");
      assertThat(project.done(BOB, TOOL, standing).path("projects").path(0).toString())
          .contains("\"open\":0", "\"completed\":1", "\"progress_percent\":100");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProjectOfNothingButCancelledTasksHasNoProgress(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      project.done(ALICE, "create_project_task", "{'title':'Wait','new_project':'Intranet'}");
      project.done(
          ALICE, "update_task_state", "{'task_id':'TASK-013','state':'cancelled','note':'No'}");
      assertThat(project.done(BOB, TOOL, "{'project_id':'PROJ-004'}").path("projects").path(0))
          .hasToString(
              """
              {'project_id':'PROJ-004','name':'Intranet','tasks':1,'open':0,'overdue':0,\
              'completed':0}\
              """
                  .replace('\'', '"'));
    }
  }

  @ParameterizedTest
  @EnumSource
  void soonEndsAfterSevenDaysAndRecentlyAfterThirty(Databases engine, @TempDir Path folder) {
    var config = engine.fresh("project", folder);
    try (var project = ProjectFixture.open(config)) {
      for (var due : List.of("2026-11-25", "2026-12-02", "2026-12-03")) {
        project.done(
            ALICE,
            "create_project_task",
            "{'title':'Due %1$s','project_id':'PROJ-001','due_date':'%1$s'}".formatted(due));
      }
      assertThat(project.done(BOB, TOOL, "{}").path("due_soon").asInt())
          .as("TASK-007, today and in seven days")
          .isEqualTo(3);
    }
    // TASK-012 was completed on 6 November at 12:30
    var completed = Instant.parse("2026-11-06T12:30:00Z").plus(30, ChronoUnit.DAYS);
    try (var project = ProjectFixture.open(config, completed)) {
      assertThat(project.done(BOB, TOOL, "{}").path("completed_recently").asInt()).isOne();
    }
    try (var project = ProjectFixture.open(config, completed.plusMillis(1))) {
      assertThat(project.done(BOB, TOOL, "{}").path("completed_recently").asInt()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyPeopleTheBusiestFiftyAreListed(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var i = 10; i < 60; i++) {
        project.done(
            ALICE,
            "create_project_task",
            "{'title':'Of %1$s','project_id':'PROJ-001','assignee':'Émile %1$s','new_assignee':true}"
                .formatted(i));
      }
      var workload = project.done(BOB, TOOL, "{}").path("workload");
      assertThat(each(workload, "assignee"))
          .hasSize(50)
          .startsWith("Hugo Martin", "Bob Tran", "Carol Mendes", "Émile 10", "Émile 11")
          .doesNotContain("Grace Kim");
    }
  }
}
