package dev.rolegate.project;

import dev.rolegate.mcp.query.OrderBy;
import org.jspecify.annotations.Nullable;

/** Orders of a list of tasks. */
enum TaskSort {
  /** Those without a due date come last, either way. */
  DUE_DATE("t.due_date is null, t.due_date"),
  /** The urgent ones come first. */
  PRIORITY(
      "case t.priority when 'URGENT' then 1 when 'HIGH' then 2 when 'MEDIUM' then 3 else 4 end"),
  UPDATED_AT("t.updated_at"),
  TASK_ID("length(t.task_id)");

  private final String expression;

  TaskSort(String expression) {
    this.expression = expression;
  }

  static String clause(@Nullable TaskSort sort, @Nullable Boolean descending) {
    return OrderBy.of((sort == null ? DUE_DATE : sort).expression, "t.task_id", descending);
  }
}
