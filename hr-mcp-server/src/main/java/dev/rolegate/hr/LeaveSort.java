package dev.rolegate.hr;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.OrderBy;
import dev.rolegate.mcp.schema.Filters;
import java.util.List;

/** Orders of a list of leave requests. */
enum LeaveSort {
  @Filters("leave_request.start_date")
  START_DATE("l.start_date"),
  @Filters("leave_request.created_at")
  CREATED_AT("l.created_at"),
  @Filters("leave_request.leave_request_id")
  LEAVE_REQUEST_ID("length(l.leave_request_id)");

  private final String expression;

  LeaveSort(String expression) {
    this.expression = expression;
  }

  static String clause(GetLeaveRequests asked, Call call) {
    var sort = call.order(asked.sort(), List.of(values()));
    return OrderBy.of(
        (sort == null ? LEAVE_REQUEST_ID : sort).expression,
        "l.leave_request_id",
        asked.descending());
  }
}
