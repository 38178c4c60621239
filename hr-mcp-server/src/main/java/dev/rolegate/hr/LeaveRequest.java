package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.GivenAtWrite;
import dev.rolegate.mcp.schema.OwnerId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One request for leave and what became of it. */
record LeaveRequest(
    @GivenAtWrite @Describe("Leave request id, e.g. LEAVE-001") String leaveRequestId,
    @Describe("Employee id, e.g. EMP-001") String employeeId,
    @Describe("The employee's id in tokens (claim id), if they may sign in") @OwnerId
        @Nullable String userId,
    @Describe("Name of the employee") String employeeName,
    @Describe("Department of the employee") String department,
    @Describe("Kind of leave") LeaveType leaveType,
    @Describe("First day off") LocalDate startDate,
    @Describe("Last day off") LocalDate endDate,
    @Describe("Calendar days, first and last included") int days,
    @Describe("How many of them are Monday to Friday") int workingDays,
    @Describe("Reason that the employee gave") @Nullable String reason,
    @Describe("State; approved and rejected are final") LeaveStatus status,
    @GivenAtWrite @Describe("When it was requested") Instant createdAt,
    @Describe("Who filed it (subject of the token)") String createdBy,
    @GivenAtWrite @Describe("When it was decided") @Nullable Instant decidedAt,
    @Describe("Who decided it (subject of the token)") @Nullable String decidedBy,
    @Describe("What was said about the decision") @Nullable String decisionComment) {}
