package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A new request for leave. */
record CreateLeaveRequest(
    @Describe("Employee id, e.g. EMP-001") @Length(max = 40) String employeeId,
    @Describe("Kind of leave") LeaveType leaveType,
    @Describe("First day off, e.g. 2026-12-21") LocalDate startDate,
    @Describe("Last day off, e.g. 2026-12-31; the same day for a single day") LocalDate endDate,
    @Describe("Reason, if the employee gave one") @Length(max = 500) @Nullable String reason) {}
