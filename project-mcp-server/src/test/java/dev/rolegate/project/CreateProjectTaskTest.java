package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreateProjectTaskTest {
  private static final String TOOL = "create_project_task";
  private static final String VALID = "{'title':'Test','project_id':'PROJ-001'}";
  private static final String PEOPLE =
      " Known: Alice Warren, Bob Tran, Carol Mendes, Daniel Okafor, Emma Lindqvist, Farid Haddad,"
          + " Grace Kim, Hugo Martin. For somebody new say new_assignee: true.";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "no title",
              "{'title':null}",
              "title: is missing; it must be a text of 1 to 200 characters"),
          Refusal.of(
              "no project",
              "{'project_id':null}",
              "project_id is missing; get_project_summary lists them, or give the name of a new"
                  + " project as new_project."),
          Refusal.of(
              "two projects",
              "{'new_project':'Intranet'}",
              "project_id and new_project exclude each other; leave out one of them."),
          Refusal.of(
              "a project by its name",
              "{'project_id':'website'}",
              "project_id 'website' does not exist; did you mean PROJ-001 (Website Relaunch)?"),
          Refusal.of(
              "a project that nobody knows",
              "{'project_id':'PROJ-999'}",
              "project_id 'PROJ-999' does not exist; get_project_summary lists them."),
          Refusal.of(
              "a new project that exists in other letters",
              "{'project_id':null,'new_project':'wébsite RELAUNCH'}",
              "new_project Website Relaunch exists already; give project_id PROJ-001 instead."),
          Refusal.of(
              "the title of an open task in other letters",
              "{'title':'design the START page'}",
              "title is that of TASK-002, which is still open in this project; update that one, or"
                  + " choose another title."),
          Refusal.of(
              "a misspelt assignee",
              "{'assignee':'Bob Tram'}",
              "assignee 'Bob Tram' is not known; did you mean Bob Tran?" + PEOPLE),
          Refusal.of(
              "a new assignee who is known",
              "{'assignee':'bob tran','new_assignee':true}",
              "assignee Bob Tran is known already; leave out new_assignee."),
          Refusal.of(
              "a new assignee without a name",
              "{'new_assignee':true}",
              "assignee is missing; give the name of the new assignee."),
          Refusal.of(
              "a user id for somebody known",
              "{'assignee':'Hugo Martin','assignee_user_id':'126'}",
              "assignee_user_id is only for somebody new; leave it out, or say new_assignee: true."),
          Refusal.of(
              "a user id of somebody else",
              "{'assignee':'Ines Duarte','new_assignee':true,'assignee_user_id':'124'}",
              "assignee_user_id 124 already belongs to Bob Tran; give another one, or leave it"
                  + " out."),
          Refusal.of(
              "due yesterday",
              "{'due_date':'2026-11-24'}",
              "due_date 2026-11-24 must lie between 2026-11-25 and 2031-11-25."),
          Refusal.of(
              "due too far ahead",
              "{'due_date':'2031-11-26'}",
              "due_date 2031-11-26 must lie between 2026-11-25 and 2031-11-25."),
          Refusal.of(
              "a priority that does not exist",
              "{'priority':'critical'}",
              "priority: must be one of: low, medium, high, urgent, but it is 'critical'"),
          Refusal.of(
              "everything at once",
              "{'project_id':'PROJ-9','assignee':'Nobody','due_date':'2020-01-01'}",
              "project_id 'PROJ-9' does not exist; get_project_summary lists them.",
              "assignee 'Nobody' is not known." + PEOPLE,
              "due_date 2020-01-01 must lie between 2026-11-25 and 2031-11-25."));

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedNamesEveryProblemAndLeavesNothing(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var before = project.done(ALICE, "get_project_summary", "{}");
      project.refuses(ALICE, TOOL, VALID, REFUSALS);
      assertThat(project.done(ALICE, "get_project_summary", "{}")).isEqualTo(before);
      assertThat(project.done(ALICE, TOOL, VALID).path("task_id").asText())
          .as("no number was used up")
          .isEqualTo("TASK-013");
      assertThat(
              project
                  .done(ALICE, TOOL, "{'title':'Test','new_project':'Intranet'}")
                  .path("project_id")
                  .asText())
          .isEqualTo("PROJ-004");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskOfAllArgumentsComesBackAsItWasGiven(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var made =
          project.done(
              ALICE,
              TOOL,
              "{'title':'  Test the forms ','project_id':'PROJ-001','description':'With and\\nwithout a mouse',"
                  + "'assignee':'EMMA lindqvist','priority':'urgent','due_date':'2026-11-25'}");
      assertThat(made.toString())
          .isEqualTo(
              """
              {'task_id':'TASK-013','project_id':'PROJ-001','project_name':'Website Relaunch',\
              'title':'Test the forms','description':'With and\\nwithout a mouse',\
              'assignee':'Emma Lindqvist','priority':'urgent','state':'todo','progress_percent':0,\
              'due_date':'2026-11-25','overdue':false,'created_at':'2026-11-25T12:00:00.000Z',\
              'created_by':'alice','updated_at':'2026-11-25T12:00:00.000Z','updated_by':'alice'}\
              """
                  .replace('\'', '"'));
      assertThat(project.task("TASK-013")).isEqualTo(made);
      var progress = project.done(BOB, "get_task_progress", "{'task_id':'TASK-013'}");
      assertThat(progress.path("history").toString())
          .isEqualTo(
              """
              [{'to_state':'todo','progress_percent':0,'assignee':'Emma Lindqvist',\
              'due_date':'2026-11-25','changed_at':'2026-11-25T12:00:00.000Z',\
              'changed_by':'alice'}]\
              """
                  .replace('\'', '"'));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskOfTheFewestArgumentsIsOfMediumPriorityAndNobodys(
      Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var made = project.done(BOB, TOOL, "{'title':'Test','project_id':'PROJ-002'}");
      assertThat(made.path("priority").asText()).isEqualTo("medium");
      assertThat(made.has("assignee")).isFalse();
      assertThat(made.has("due_date")).isFalse();
      assertThat(made.has("description")).isFalse();
      assertThat(project.task("TASK-013")).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewProjectTakesFurtherTasks(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var first = project.done(ALICE, TOOL, "{'title':'Test','new_project':'Intranet für alle'}");
      assertThat(first.path("project_id").asText()).isEqualTo("PROJ-004");
      assertThat(first.path("project_name").asText()).isEqualTo("Intranet für alle");
      project.done(ALICE, TOOL, "{'title':'Test again','project_id':'PROJ-004'}");
      var found = project.done(ALICE, "get_project_tasks", "{'search':'INTRANET FUR'}");
      assertThat(each(found.path("tasks"), "title")).containsExactly("Test", "Test again");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewAssigneeIsKnownFromThenOnAndFindsTheirOwn(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      project.done(
          ALICE,
          TOOL,
          "{'title':'Test','project_id':'PROJ-001','assignee':'Inês Duarte','new_assignee':true,'assignee_user_id':'126'}");
      project.done(
          ALICE, TOOL, "{'title':'Test again','project_id':'PROJ-001','assignee':'ines duarte'}");
      var ines = TestCallers.of("ines", "AssistantManager", "126");
      var found = project.done(ines, "get_project_tasks", "{'mine':true}").path("tasks");
      assertThat(each(found, "title")).containsExactly("Test", "Test again");
      assertThat(each(found, "assignee")).containsOnly("Inês Duarte");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTitleIsFreeInAnotherProjectAndAfterItsTaskIsClosed(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var arguments :
          List.of(
              "{'title':'Design the start page','project_id':'PROJ-002'}",
              "{'title':'Design the start page','new_project':'Intranet'}",
              "{'title':'Choose the content system','project_id':'PROJ-001'}",
              "{'title':'Rewire the meeting rooms','project_id':'PROJ-002'}")) {
        assertThat(project.done(ALICE, TOOL, arguments).path("state").asText()).isEqualTo("todo");
      }
    }
  }
}
