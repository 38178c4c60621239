package dev.rolegate.hr;

import dev.rolegate.mcp.query.OrderBy;
import org.jspecify.annotations.Nullable;

/** Orders of a list of leave requests. */
enum LeaveSort {
  START_DATE("l.start_date"),
  CREATED_AT("l.created_at"),
  LEAVE_REQUEST_ID("length(l.leave_request_id)");

  private final String expression;

  LeaveSort(String expression) {
    this.expression = expression;
  }

  static String clause(@Nullable LeaveSort sort, @Nullable Boolean descending) {
    return OrderBy.of(
        (sort == null ? START_DATE : sort).expression, "l.leave_request_id", descending);
  }
}
