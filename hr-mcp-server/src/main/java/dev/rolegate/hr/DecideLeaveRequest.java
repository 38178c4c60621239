package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import org.jspecify.annotations.Nullable;

/** A decision on a leave request. */
record DecideLeaveRequest(
    @Describe("Leave request id, e.g. LEAVE-003") @Length(max = 40) String leaveRequestId,
    @Describe("The decision; it is final") Decision decision,
    @Describe("What to tell the employee; needed for a rejection") @Length(max = 500)
        @Nullable String comment) {

  /** Ways to decide. */
  enum Decision {
    APPROVE,
    REJECT;

    LeaveStatus status() {
      return switch (this) {
        case APPROVE -> LeaveStatus.APPROVED;
        case REJECT -> LeaveStatus.REJECTED;
      };
    }
  }
}
