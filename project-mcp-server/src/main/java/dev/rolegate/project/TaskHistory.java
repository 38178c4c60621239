package dev.rolegate.project;

import dev.rolegate.database.Parameters;
import org.jdbi.v3.core.Handle;

/** The table of changes, to which is only ever added. Thread-safe. */
final class TaskHistory {
  static final String COLUMNS =
      "from_state, to_state, progress_percent, assignee, due_date, note, changed_at, changed_by";
  static final String MATCHING = "from task_changes where task_id = :taskId";
  static final String NEWEST_FIRST = "order by number desc";

  private TaskHistory() {}

  static void append(Handle handle, String taskId, TaskChange change) {
    handle
        .createUpdate(
            """
            insert into task_changes (task_id, number, from_state, to_state, progress_percent,
              assignee, due_date, note, changed_at, changed_by)
            values (:taskId,
              (select coalesce(max(number), 0) + 1 from task_changes where task_id = :taskId),
              :fromState, :toState, :progressPercent,
              :assignee, :dueDate, :note, :changedAt, :changedBy)
            """)
        .bind("taskId", taskId)
        .bindMap(Parameters.of(change))
        .execute();
  }
}
