package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.Caller;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GetProjectTasksTest {
  private static final String TOOL = "get_project_tasks";
  private static final Caller NOBODY = TestCallers.of("robot", "Manager", null);

  /** A question and the numbers of the tasks that answer it, in order. */
  private record Question(String name, Caller caller, String arguments, List<String> tasks) {
    Question(String name, Caller caller, String arguments, int... tasks) {
      this(name, caller, arguments, Arrays.stream(tasks).mapToObj("TASK-%03d"::formatted).toList());
    }

    Question(String name, String arguments, int... tasks) {
      this(name, BOB, arguments, tasks);
    }
  }

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "a task that nobody knows",
              "{'task_id':'TASK-099'}",
              "task_id 'TASK-099' does not exist; get_project_tasks lists them."),
          Refusal.of(
              "a task by its title",
              "{'task_id':'movers'}",
              "task_id 'movers' does not exist; did you mean TASK-007 (Book the movers)?"),
          Refusal.of(
              "another project",
              "{'project_id':'proj-2'}",
              "project_id 'proj-2' does not exist; did you mean PROJ-002 (Toronto Office Move)?"),
          Refusal.of(
              "half a name",
              "{'assignee':'Bob'}",
              "assignee 'Bob' is not known. Known: Alice Warren, Bob Tran, Carol Mendes, Daniel"
                  + " Okafor, Emma Lindqvist, Farid Haddad, Grace Kim, Hugo Martin."),
          Refusal.of(
              "no id to have tasks by",
              "{'mine':true}",
              "mine finds nothing, because your token has no id claim; leave mine out, or ask for a"
                  + " token with an id."),
          Refusal.of(
              "a time that ends before it begins",
              "{'due_from':'2026-12-02','due_to':'2026-12-01'}",
              "due_to 2026-12-01 is before due_from 2026-12-02; swap them or correct one."),
          Refusal.of(
              "a state that does not exist",
              "{'state':'done'}",
              "state: must be one of: todo, in_progress, blocked, in_review, completed, cancelled,"
                  + " but it is 'done'"),
          Refusal.of(
              "too many at once",
              "{'limit':201}",
              "limit: must be an integer from 1 to 200, but it is 201, which is not from 1 to"
                  + " 200"),
          Refusal.of(
              "everything at once",
              "{'task_id':'x','project_id':'y','assignee':'z','mine':true,'due_from':'2026-12-02','due_to':'2026-12-01'}",
              "task_id 'x' does not exist; get_project_tasks lists them.",
              "project_id 'y' does not exist; get_project_summary lists them.",
              "assignee 'z' is not known. Known: Alice Warren, Bob Tran, Carol Mendes, Daniel"
                  + " Okafor, Emma Lindqvist, Farid Haddad, Grace Kim, Hugo Martin.",
              "mine finds nothing, because your token has no id claim; leave mine out, or ask for a"
                  + " token with an id.",
              "due_to 2026-12-01 is before due_from 2026-12-02; swap them or correct one."));

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("all", "{}", 1, 5, 12, 9, 6, 2, 7, 3, 10, 4, 8, 11),
          new Question("one", "{'task_id':'TASK-003'}", 3),
          new Question("a project", "{'project_id':'PROJ-002'}", 5, 6, 7, 8),
          new Question("a person, in any case", "{'assignee':'GRACE kim'}", 12, 9),
          new Question("mine: Bob's", "{'mine':true}", 7, 8),
          new Question("mine: Alice's", ALICE, "{'mine':true}", 5),
          new Question(
              "mine: an id that has no tasks",
              TestCallers.of("zoe", "Manager", "999"),
              "{'mine':true}"),
          new Question("mine and another person", "{'mine':true,'assignee':'Grace Kim'}"),
          new Question(
              "mine: false",
              NOBODY,
              "{'mine':false,'project_id':'PROJ-003','state':'todo'}",
              10,
              11),
          new Question("nobody's", "{'unassigned':true}", 11),
          new Question("a state", "{'state':'in_progress'}", 9, 7, 3),
          new Question("open", "{'open':true}", 9, 6, 2, 7, 3, 10, 4, 11),
          new Question(
              "open: false asks for nothing", "{'open':false,'project_id':'PROJ-001'}", 1, 2, 3, 4),
          new Question("open and closed", "{'open':true,'state':'completed'}"),
          new Question("a priority", "{'priority':'urgent'}", 5, 9),
          new Question("due from", "{'due_from':'2026-12-04'}", 3, 10, 4),
          new Question("due to", "{'due_to':'2026-10-16'}", 1, 5),
          new Question("due on one day", "{'due_from':'2026-11-27','due_to':'2026-11-27'}", 7),
          new Question(
              "text of a title",
              "{'search':'PAGE','project_id':'PROJ-001','state':'in_review'}",
              2),
          new Question("text of a description", "{'search':'floor'}", 5),
          new Question(
              "text of a project's name, with accents", "{'search':'tóronto','open':true}", 6, 7),
          new Question("a wildcard is a letter", "{'search':'%'}"),
          new Question(
              "everything at once",
              "{'project_id':'PROJ-003','assignee':'Grace Kim','state':'in_progress','open':true,'priority':'urgent','due_from':'2026-10-30','due_to':'2026-10-30','search':'payslips'}",
              9),
          new Question("nothing", "{'project_id':'PROJ-003','assignee':'Hugo Martin'}"),
          new Question(
              "latest due first, undated last",
              "{'descending':true,'open':true}",
              4,
              10,
              3,
              7,
              2,
              6,
              9,
              11),
          new Question("by priority", "{'sort':'priority','open':true}", 9, 2, 7, 3, 6, 10, 4, 11),
          new Question("by id", "{'sort':'task_id','project_id':'PROJ-003'}", 9, 10, 11, 12),
          new Question(
              "by last change", "{'sort':'updated_at','descending':true,'limit':3}", 7, 3, 2),
          new Question("a page", "{'limit':3}", 1, 5, 12),
          new Question("the next page", "{'limit':3,'offset':3}", 9, 6, 2),
          new Question("past the end", "{'offset':12}"));

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
        var found = project.done(question.caller(), TOOL, question.arguments());
        softly
            .assertThat(each(found.path("tasks"), "task_id"))
            .as(question.name())
            .isEqualTo(question.tasks());
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void everyOrderPagesThroughAllWithoutOverlap(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var sort : List.of("due_date", "priority", "updated_at", "task_id")) {
        for (var descending : List.of(true, false)) {
          var ids = new ArrayList<String>();
          for (var offset = 0; offset < 15; offset += 5) {
            var page =
                project.done(
                    BOB,
                    TOOL,
                    "{'sort':'%s','descending':%s,'limit':5,'offset':%d}"
                        .formatted(sort, descending, offset));
            assertThat(page.path("total").asInt()).isEqualTo(12);
            ids.addAll(each(page.path("tasks"), "task_id"));
          }
          assertThat(ids).as(sort + " " + descending).hasSize(12).doesNotHaveDuplicates();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskShowsEverything(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      assertThat(project.task("TASK-012").toString())
          .isEqualTo(
              """
              {'task_id':'TASK-012','project_id':'PROJ-003','project_name':'Payroll Migration',\
              'title':'List all allowances and deductions',\
              'description':'With the rule of each and who is paid it','assignee':'Grace Kim',\
              'priority':'high','state':'completed','progress_percent':100,\
              'due_date':'2026-10-23','overdue':false,'created_at':'2026-09-28T09:15:00.000Z',\
              'created_by':'bob','updated_at':'2026-11-06T12:30:00.000Z','updated_by':'bob',\
              'closed_at':'2026-11-06T12:30:00.000Z'}\
              """
                  .replace('\'', '"'));
    }
  }
}
