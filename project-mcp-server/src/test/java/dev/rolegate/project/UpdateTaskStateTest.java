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

class UpdateTaskStateTest {
  private static final String TOOL = "update_task_state";
  private static final String VALID = "{'task_id':'TASK-003','state':'in_review'}";

  /** What is done to a task of the sample data, and some of what it then looks like. */
  private record Change(String name, String arguments, List<String> after) {
    Change(String name, String arguments, String... after) {
      this(name, arguments, List.of(after));
    }
  }

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "a task that nobody knows",
              "{'task_id':'TASK-099','state':'completed'}",
              "task_id 'TASK-099' does not exist; get_project_tasks lists them."),
          Refusal.of(
              "a task by its title",
              "{'task_id':'payslips','state':'completed'}",
              "task_id 'payslips' does not exist; did you mean TASK-009 (Compare payslips of old"
                  + " and new system)?"),
          Refusal.of(
              "a state that does not exist",
              "{'state':'done'}",
              "state: must be one of: todo, in_progress, blocked, in_review, completed, cancelled,"
                  + " but it is 'done'"),
          Refusal.of(
              "a completed task back to todo without saying so",
              "{'task_id':'TASK-001','state':'todo','note':'Again'}",
              "TASK-001 was completed by alice at 2026-09-28T13:20:00Z; to open it again, say"
                  + " reopen: true and give the reason in note."),
          Refusal.of(
              "a completed task in progress with reopen: false",
              "{'task_id':'TASK-001','state':'in_progress','note':'Again','progress_percent':50,'reopen':false}",
              "TASK-001 was completed by alice at 2026-09-28T13:20:00Z; to open it again, say"
                  + " reopen: true and give the reason in note."),
          Refusal.of(
              "a completed task completed again",
              "{'task_id':'TASK-001','state':'completed'}",
              "TASK-001 was completed by alice at 2026-09-28T13:20:00Z; to open it again, say"
                  + " reopen: true and give the reason in note."),
          Refusal.of(
              "reopened as completed",
              "{'task_id':'TASK-001','state':'completed','reopen':true,'note':'Again'}",
              "TASK-001 is completed and cannot become completed next; it can become: todo,"
                  + " in_progress."),
          Refusal.of(
              "reopened as blocked",
              "{'task_id':'TASK-001','state':'blocked','reopen':true,'note':'Again'}",
              "TASK-001 is completed and cannot become blocked next; it can become: todo,"
                  + " in_progress."),
          Refusal.of(
              "reopened without a reason",
              "{'task_id':'TASK-001','state':'todo','reopen':true}",
              "note is missing; a task is reopened with the reason."),
          Refusal.of(
              "reopened in progress without the progress",
              "{'task_id':'TASK-001','state':'in_progress','reopen':true,'note':'Again'}",
              "progress_percent is missing; say how much of the reopened task is still done."),
          Refusal.of(
              "reopened in progress with nothing left to do",
              "{'task_id':'TASK-001','state':'in_progress','reopen':true,'note':'Again','progress_percent':100}",
              "progress_percent 100 does not fit in_progress, which has 0 to 99; correct it, leave"
                  + " it out, or give another state."),
          Refusal.of(
              "an open task reopened",
              "{'reopen':true,'note':'Again'}",
              "reopen is only for a completed task, and TASK-003 is in_progress; leave it out."),
          Refusal.of(
              "a cancelled task",
              "{'task_id':'TASK-008','state':'todo'}",
              "TASK-008 was cancelled by alice at 2026-11-04T11:15:00Z, which is final; create a new"
                  + " task instead."),
          Refusal.of(
              "a cancelled task reopened",
              "{'task_id':'TASK-008','state':'todo','reopen':true,'note':'Again'}",
              "TASK-008 was cancelled by alice at 2026-11-04T11:15:00Z, which is final; create a new"
                  + " task instead."),
          Refusal.of(
              "done before it was begun",
              "{'task_id':'TASK-004','state':'completed'}",
              "TASK-004 is todo and cannot become completed next; it can become: in_progress,"
                  + " blocked, cancelled."),
          Refusal.of(
              "blocked without what it waits for",
              "{'state':'blocked'}",
              "note is missing; a blocked task says what it waits for."),
          Refusal.of(
              "cancelled without the reason",
              "{'state':'cancelled'}",
              "note is missing; a task is cancelled with the reason."),
          Refusal.of(
              "begun by nobody",
              "{'task_id':'TASK-011','state':'in_progress'}",
              "assignee is missing; nobody is assigned to TASK-011 yet, and a task cannot be"
                  + " in_progress without."),
          Refusal.of(
              "a misspelt assignee",
              "{'task_id':'TASK-011','state':'in_progress','assignee':'Grace Kin'}",
              "assignee 'Grace Kin' is not known; did you mean Grace Kim? Known: Alice Warren, Bob"
                  + " Tran, Carol Mendes, Daniel Okafor, Emma Lindqvist, Farid Haddad, Grace Kim,"
                  + " Hugo Martin."),
          Refusal.of(
              "nothing else than it was",
              "{'state':'in_progress'}",
              "TASK-003 is in_progress already and nothing else changes; give another state, or"
                  + " what is new: progress_percent, note, assignee or due_date."),
          Refusal.of(
              "the same of everything",
              "{'state':'in_progress','progress_percent':45,'assignee':'hugo martin','due_date':'2026-12-04'}",
              "TASK-003 is in_progress already and nothing else changes; give another state, or"
                  + " what is new: progress_percent, note, assignee or due_date."),
          Refusal.of(
              "all done but not completed",
              "{'progress_percent':100}",
              "progress_percent 100 does not fit in_review, which has 0 to 99; correct it, leave it"
                  + " out, or give another state."),
          Refusal.of(
              "completed but not all done",
              "{'state':'completed','progress_percent':99}",
              "progress_percent 99 does not fit completed, which has 100; correct it, leave it out,"
                  + " or give another state."),
          Refusal.of(
              "half done but to do",
              "{'state':'todo','progress_percent':45}",
              "progress_percent 45 does not fit todo, which has 0; correct it, leave it out, or"
                  + " give another state."),
          Refusal.of(
              "more than all",
              "{'state':'completed','progress_percent':101}",
              "progress_percent: must be an integer from 0 to 100, but it is 101, which is not from"
                  + " 0 to 100"),
          Refusal.of(
              "due in the past",
              "{'state':'in_progress','due_date':'2026-11-24'}",
              "due_date 2026-11-24 must lie between 2026-11-25 and 2031-11-25."),
          Refusal.of(
              "a due date of what is completed",
              "{'state':'completed','due_date':'2026-12-24'}",
              "due_date cannot move when a task becomes completed; leave it out."),
          Refusal.of(
              "too early, and due in the past",
              "{'task_id':'TASK-011','state':'in_review','due_date':'2026-11-24'}",
              "TASK-011 is todo and cannot become in_review next; it can become: in_progress,"
                  + " blocked, cancelled.",
              "due_date 2026-11-24 must lie between 2026-11-25 and 2031-11-25."),
          Refusal.of(
              "everything at once",
              "{'task_id':'TASK-011','state':'blocked','progress_percent':100,'assignee':'Nobody','due_date':'2020-01-01'}",
              "assignee 'Nobody' is not known. Known: Alice Warren, Bob Tran, Carol Mendes, Daniel"
                  + " Okafor, Emma Lindqvist, Farid Haddad, Grace Kim, Hugo Martin.",
              "note is missing; a blocked task says what it waits for.",
              "progress_percent 100 does not fit blocked, which has 0 to 99; correct it, leave it"
                  + " out, or give another state.",
              "due_date 2020-01-01 must lie between 2026-11-25 and 2031-11-25."));

  private static final List<Change> CHANGES =
      List.of(
          new Change(
              "begun, with what was done before",
              "{'task_id':'TASK-010','state':'in_progress','progress_percent':5}",
              "'state':'in_progress','progress_percent':5"),
          new Change(
              "begun by somebody, until some day",
              "{'task_id':'TASK-011','state':'in_progress','assignee':'emma LINDQVIST','due_date':'2027-01-29'}",
              "'assignee':'Emma Lindqvist'",
              "'state':'in_progress','progress_percent':0,'due_date':'2027-01-29'"),
          new Change(
              "progress reported",
              "{'task_id':'TASK-003','state':'in_progress','progress_percent':60}",
              "'state':'in_progress','progress_percent':60"),
          new Change(
              "progress corrected downwards",
              "{'task_id':'TASK-003','state':'in_progress','progress_percent':30}",
              "'state':'in_progress','progress_percent':30"),
          new Change(
              "only a note",
              "{'task_id':'TASK-003','state':'in_progress','note':'On it'}",
              "'state':'in_progress','progress_percent':30,'due_date':'2026-12-04'"),
          new Change(
              "handed over",
              "{'task_id':'TASK-003','state':'in_progress','assignee':'Emma Lindqvist'}",
              "'assignee':'Emma Lindqvist'"),
          new Change(
              "blocked, as far as it was",
              "{'task_id':'TASK-003','state':'blocked','note':'The font is missing'}",
              "'state':'blocked','progress_percent':30"),
          new Change(
              "put back, as if not begun",
              "{'task_id':'TASK-003','state':'todo'}",
              "'state':'todo','progress_percent':0"),
          new Change(
              "a late task whose due date is repeated",
              "{'task_id':'TASK-002','state':'in_progress','due_date':'2026-11-13'}",
              "'state':'in_progress','progress_percent':90,'due_date':'2026-11-13','overdue':true"),
          new Change(
              "a late task that gets more time, until today",
              "{'task_id':'TASK-002','state':'in_review','due_date':'2026-11-25'}",
              "'state':'in_review','progress_percent':90,'due_date':'2026-11-25','overdue':false"),
          new Change(
              "completed",
              "{'task_id':'TASK-002','state':'completed'}",
              "'state':'completed','progress_percent':100",
              "'closed_at':'2026-11-25T12:00:00.000Z'"),
          new Change(
              "reopened, partly done",
              "{'task_id':'TASK-002','state':'in_progress','progress_percent':70,'reopen':true,'note':'Too dark'}",
              "'state':'in_progress','progress_percent':70"),
          new Change(
              "reopened, to be done anew",
              "{'task_id':'TASK-012','state':'todo','reopen':true,'note':'All different now','due_date':'2027-02-01'}",
              "'state':'todo','progress_percent':0,'due_date':'2027-02-01','overdue':false"),
          new Change(
              "cancelled, as far as it was",
              "{'task_id':'TASK-006','state':'cancelled','note':'They bring their own'}",
              "'state':'cancelled','progress_percent':20",
              "'overdue':false",
              "'closed_at':'2026-11-25T12:00:00.000Z'"));

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedNamesEveryProblemAndChangesNothing(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var before = project.done(ALICE, "get_project_tasks", "{}");
      project.refuses(ALICE, TOOL, VALID, REFUSALS);
      assertThat(project.done(ALICE, "get_project_tasks", "{}")).isEqualTo(before);
      for (var task : List.of("TASK-001", "TASK-003", "TASK-008", "TASK-011")) {
        assertThat(
                project
                    .done(ALICE, "get_task_progress", "{'task_id':'%s'}".formatted(task))
                    .path("history")
                    .toString())
            .doesNotContain("2026-11-25T");
      }
      assertThat(project.done(ALICE, TOOL, VALID).path("state").asText()).isEqualTo("in_review");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDoneIsAnsweredAndKept(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var change : CHANGES) {
        var after = project.done(BOB, TOOL, change.arguments());
        softly
            .assertThat(after.toString().replace('"', '\''))
            .as(change.name())
            .contains(change.after())
            .contains("'updated_at':'2026-11-25T12:00:00.000Z','updated_by':'bob'");
        softly
            .assertThat(after.has("closed_at"))
            .as(change.name())
            .isEqualTo(List.of("completed", "cancelled").contains(after.path("state").asText()));
        softly
            .assertThat(project.task(after.path("task_id").asText()))
            .as(change.name())
            .isEqualTo(after);
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverGetsATaskHandedOverFindsItAmongTheirOwn(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      project.done(
          BOB, TOOL, "{'task_id':'TASK-007','state':'in_progress','assignee':'Alice Warren'}");
      var mine = "{'mine':true,'open':true}";
      assertThat(each(project.done(ALICE, "get_project_tasks", mine).path("tasks"), "task_id"))
          .containsExactly("TASK-007");
      assertThat(project.done(BOB, "get_project_tasks", mine).path("total").asInt()).isZero();
    }
  }
}
