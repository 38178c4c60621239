package dev.rolegate.project;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Dates;
import dev.rolegate.mcp.query.NearIds;
import dev.rolegate.mcp.query.Own;
import dev.rolegate.mcp.query.SearchText;
import dev.rolegate.mcp.query.Selection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of tasks and its rules. Thread-safe. */
final class Tasks {
  static final String OPEN = "t.state not in ('COMPLETED', 'CANCELLED')";
  static final String OVERDUE = "(t.due_date is not null and t.due_date < :today and " + OPEN + ")";
  private static final String COLUMNS =
      "t.task_id, t.project_id, p.name as project_name, t.title, t.description, t.assignee,"
          + " t.priority, t.state, t.progress_percent, t.due_date, "
          + OVERDUE
          + " as overdue, t.created_at, t.created_by, t.updated_at, t.updated_by, t.closed_at";
  private static final String JOINED =
      " from tasks t join projects p on p.project_id = t.project_id"
          + " left join people a on a.name = t.assignee ";
  private static final String FILTERS =
      """
      where (cast(:projectId as text) is null or t.project_id = :projectId)
        and (cast(:assignee as text) is null or t.assignee = :assignee)
        and (cast(:own as text) is null or a.user_id = :own)
        and (cast(:priority as text) is null or t.priority = :priority)
      """;
  private static final String MATCHING =
      JOINED
          + FILTERS
          + """
            and (cast(:taskId as text) is null or t.task_id = :taskId)
            and (cast(:pattern as text) is null or t.search_text like :pattern escape '!'
              or p.search_text like :pattern escape '!')
            and (cast(:unassigned as text) is null or t.assignee is null)
            and (cast(:state as text) is null or t.state = :state)
            and (cast(:dueFrom as text) is null or t.due_date >= :dueFrom)
            and (cast(:dueTo as text) is null or t.due_date <= :dueTo)
            and (cast(:open as text) is null or
          """
          + OPEN
          + ")";
  private static final String LATE =
      JOINED + FILTERS + "and t.due_date <= :latestDueDate and " + OVERDUE;

  private final Database database;
  private final Clock clock;

  Tasks(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<TaskPage> find(GetProjectTasks asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      if (asked.taskId() != null) {
        var _ = require(handle, asked.taskId(), call, problems);
      }
      Projects.check(handle, asked.projectId(), call, problems);
      var assignee = People.resolve(handle, asked.assignee(), call, problems);
      var own = Own.id(asked.mine(), call.caller(), problems);
      Dates.inOrder("due_from", asked.dueFrom(), "due_to", asked.dueTo(), problems);
      if (!problems.isEmpty()) {
        return Outcome.refused(problems);
      }
      var selection =
          new Selection(MATCHING, asked)
              .with("today", today())
              .with("assignee", assignee)
              .with("own", own)
              .with("pattern", SearchText.pattern(asked.search()))
              .with("unassigned", flag(asked.unassigned()))
              .with("open", flag(asked.open()));
      var order = TaskSort.clause(asked.sort(), asked.descending(), call);
      return Outcome.done(
          new TaskPage(
              selection.page(handle, COLUMNS, order, Task.class), selection.total(handle)));
    });
  }

  Outcome<OverdueTaskPage> findOverdue(GetOverdueTasks asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      Projects.check(handle, asked.projectId(), call, problems);
      var assignee = People.resolve(handle, asked.assignee(), call, problems);
      var own = Own.id(asked.mine(), call.caller(), problems);
      if (!problems.isEmpty()) {
        return Outcome.refused(problems);
      }
      var today = today();
      var latest = today.minusDays(Objects.requireNonNullElse(asked.minDaysOverdue(), 1));
      var selection =
          new Selection(LATE, asked)
              .with("today", today)
              .with("latestDueDate", latest)
              .with("assignee", assignee)
              .with("own", own);
      var order = TaskSort.clause(asked.sort(), asked.descending(), call);
      return Outcome.done(
          new OverdueTaskPage(
              today,
              selection.page(handle, COLUMNS, order, Task.class).stream()
                  .map(task -> OverdueTask.on(today, task))
                  .toList(),
              selection.total(handle)));
    });
  }

  Outcome<Task> create(CreateProjectTask wanted, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    Projects.check(handle, wanted, call, problems);
    checkTitle(handle, wanted, problems);
    People.check(handle, wanted, call, problems);
    DueDate.check(wanted.dueDate(), today(), problems);
    if (!problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    var now = clock.instant();
    var subject = call.caller().subject();
    var project = Projects.of(handle, wanted, now, subject);
    var task =
        new Task(
            Database.nextId(handle, "TASK"),
            project.projectId(),
            project.name(),
            wanted.title(),
            wanted.description(),
            People.of(handle, wanted, call),
            Objects.requireNonNullElse(wanted.priority(), Priority.MEDIUM),
            TaskState.TODO,
            0,
            wanted.dueDate(),
            false,
            now,
            subject,
            now,
            subject,
            null);
    insert(handle, task);
    return Outcome.done(task);
  }

  /** The task with the id; notes a problem with near matches when there is none. */
  @Nullable Task require(Handle handle, String id, Call call, List<String> problems) {
    var found = byId(handle, id);
    if (found.isEmpty()) {
      problems.add(
          NearIds.unknown(
              handle,
              "task_id",
              id,
              "select task_id as id, title as label from tasks order by length(task_id), task_id",
              "get_project_tasks",
              call.seesAll("task", "task_id", "title")));
    }
    return found.orElse(null);
  }

  Optional<Task> byId(Handle handle, String id) {
    return handle
        .createQuery("select " + COLUMNS + JOINED + "where t.task_id = :id")
        .bind("today", today())
        .bind("id", id)
        .mapTo(Task.class)
        .findOne();
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  /** A parameter that is absent unless the flag is set. */
  private static @Nullable String flag(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag) ? "set" : null;
  }

  /** An agent that tries again must not file the same work twice. */
  private static void checkTitle(Handle handle, CreateProjectTask wanted, List<String> problems) {
    handle
        .createQuery(
            "select t.task_id from tasks t where t.project_id = :projectId"
                + " and t.title_text = :text and "
                + OPEN
                + " order by t.task_id")
        .bind("projectId", wanted.projectId())
        .bind("text", SearchText.folded(wanted.title()))
        .mapTo(String.class)
        .forEach(other ->
            problems.add(
                "title is that of %s, which is still open in this project; update that one, or"
                        .formatted(other)
                    + " choose another title."));
  }

  private static void insert(Handle handle, Task task) {
    handle
        .createUpdate(
            """
            insert into tasks (task_id, project_id, title, description, assignee, priority, state,
              progress_percent, due_date, created_at, created_by, updated_at, updated_by,
              title_text, search_text)
            values (:taskId, :projectId, :title, :description, :assignee, :priority, :state,
              :progressPercent, :dueDate, :createdAt, :createdBy, :updatedAt, :updatedBy,
              :titleText, :searchText)
            """)
        .bindMap(Parameters.of(task))
        .bind("titleText", SearchText.folded(task.title()))
        .bind("searchText", SearchText.folded(task.title(), task.description()))
        .execute();
    TaskHistory.append(
        handle,
        task.taskId(),
        new TaskChange(
            null,
            task.state(),
            task.progressPercent(),
            task.assignee(),
            task.dueDate(),
            null,
            task.createdAt(),
            task.createdBy()));
  }
}
