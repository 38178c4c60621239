package dev.rolegate.project;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.OrderBy;
import dev.rolegate.mcp.schema.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of a list of tasks. */
enum TaskSort {
  /** Those without a due date come last, either way. */
  @Filters("task.due_date")
  DUE_DATE("t.due_date is null, t.due_date"),
  /** The urgent ones come first. */
  @Filters("task.priority")
  PRIORITY(
      "case t.priority when 'URGENT' then 1 when 'HIGH' then 2 when 'MEDIUM' then 3 else 4 end"),
  @Filters("task.updated_at")
  UPDATED_AT("t.updated_at"),
  @Filters("task.task_id")
  TASK_ID("length(t.task_id)");

  private final String expression;

  TaskSort(String expression) {
    this.expression = expression;
  }

  /** What was asked for, or the first by which the caller may ask. */
  static String clause(@Nullable TaskSort sort, @Nullable Boolean descending, Call call) {
    var order = call.order(sort, List.of(values()));
    return OrderBy.of((order == null ? TASK_ID : order).expression, "t.task_id", descending);
  }
}
