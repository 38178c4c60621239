package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which leave requests are asked for. */
record GetLeaveRequests(
    @Describe("Only the request with this id, e.g. LEAVE-001") @Length(max = 40)
        @Nullable String leaveRequestId,
    @Describe("Only those of this employee id, e.g. EMP-001") @Length(max = 40)
        @Nullable String employeeId,
    @Describe("true: only the caller's own") @Nullable Boolean mine,
    @Describe(
            "Text in the employee's name, e-mail, department, position or location; case does not"
                + " matter")
        @Length(max = 100)
        @Nullable String search,
    @Describe("Only this department, e.g. Engineering") @Length(max = 80)
        @Nullable String department,
    @Describe("Only this state") @Nullable LeaveStatus status,
    @Describe("Only this kind of leave") @Nullable LeaveType leaveType,
    @Describe("Only leave that touches this day or later days, e.g. 2026-12-01")
        @Nullable LocalDate from,
    @Describe("Only leave that touches this day or earlier days, e.g. 2026-12-31")
        @Nullable LocalDate to,
    @Describe("Order of the list; start_date unless given") @Nullable LeaveSort sort,
    @Describe("true: the other way round") @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
