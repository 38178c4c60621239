package dev.rolegate.project;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Selection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Changes tasks, remembering each change, and tells what happened. Thread-safe. */
final class TaskUpdates {
  private final Database database;
  private final Clock clock;
  private final Tasks tasks;

  TaskUpdates(Database database, Clock clock, Tasks tasks) {
    this.database = database;
    this.clock = clock;
    this.tasks = tasks;
  }

  /** The task as it is. */
  @Nullable Task before(UpdateTaskState wanted, Handle handle) {
    return tasks.byId(handle, wanted.taskId()).orElse(null);
  }

  Outcome<Task> update(UpdateTaskState wanted, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    var task = tasks.require(handle, wanted.taskId(), call, problems);
    var assignee = People.resolve(handle, wanted.assignee(), call, problems);
    if (task == null) {
      return Outcome.refused(problems);
    }
    var transition = new Transition(task, wanted, assignee);
    transition.check(LocalDate.now(clock), problems);
    if (!problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    apply(
        handle,
        task.taskId(),
        new TaskChange(
            task.state(),
            wanted.state(),
            transition.progressAfter(),
            transition.assigneeAfter(),
            transition.dueDateAfter(),
            wanted.note(),
            clock.instant(),
            call.caller().subject()));
    return Outcome.done(
        Objects.requireNonNull(tasks.require(handle, task.taskId(), call, problems)));
  }

  Outcome<TaskProgress> progress(GetTaskProgress asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      var task = tasks.require(handle, asked.taskId(), call, problems);
      if (task == null) {
        return Outcome.refused(problems);
      }
      var history = new Selection(TaskHistory.MATCHING, asked);
      return Outcome.done(
          new TaskProgress(
              task,
              daysUntilDue(task),
              task.state().next(),
              history.page(handle, TaskHistory.COLUMNS, TaskHistory.NEWEST_FIRST, TaskChange.class),
              history.total(handle)));
    });
  }

  private @Nullable Integer daysUntilDue(Task task) {
    return task.dueDate() == null || !task.state().isOpen()
        ? null
        : Math.toIntExact(ChronoUnit.DAYS.between(LocalDate.now(clock), task.dueDate()));
  }

  private static void apply(Handle handle, String taskId, TaskChange change) {
    handle
        .createUpdate(
            """
            update tasks set state = :toState, progress_percent = :progressPercent,
              assignee = :assignee, due_date = :dueDate, updated_at = :changedAt,
              updated_by = :changedBy, closed_at = :closedAt
            where task_id = :taskId
            """)
        .bindMap(Parameters.of(change))
        .bind("closedAt", change.toState().isOpen() ? null : change.changedAt())
        .bind("taskId", taskId)
        .execute();
    TaskHistory.append(handle, taskId, change);
  }
}
