package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import java.util.List;

/** Some of the leave requests that match. */
record LeaveRequestPage(
    @Describe("The leave requests of this page") List<LeaveRequest> leaveRequests,
    @Describe("How many match in all; ask for more with offset") int total) {
  LeaveRequestPage {
    leaveRequests = List.copyOf(leaveRequests);
  }
}
