package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which leave requests are asked for. */
record GetLeaveRequests(
    @Describe("Only the request with this id, e.g. LEAVE-001")
        @Length(max = 40)
        @Filters("leave_request.leave_request_id")
        @Nullable String leaveRequestId,
    @Describe("Only those of this employee id, e.g. EMP-001")
        @Length(max = 40)
        @Filters({"leave_request.employee_id", "employee.employee_id"})
        @Nullable String employeeId,
    @Describe("true: only the caller's own") @Nullable Boolean mine,
    @Describe(
            "Text in the employee's name, e-mail, department, position or location; case does not"
                + " matter")
        @Length(max = 100)
        @Filters({
          "employee.name",
          "employee.email",
          "employee.department",
          "employee.position",
          "employee.location"
        })
        @Nullable String search,
    @Describe("Only this department, e.g. Engineering")
        @Length(max = 80)
        @Filters({"leave_request.department", "employee.department"})
        @Nullable String department,
    @Describe("Only this state") @Filters("leave_request.status") @Nullable LeaveStatus status,
    @Describe("Only this kind of leave") @Filters("leave_request.leave_type")
        @Nullable LeaveType leaveType,
    @Describe("Only leave that touches this day or later days, e.g. 2026-12-01")
        @Filters("leave_request.end_date")
        @Nullable LocalDate from,
    @Describe("Only leave that touches this day or earlier days, e.g. 2026-12-31")
        @Filters("leave_request.start_date")
        @Nullable LocalDate to,
    @Describe("Order of the list; the first of these unless given") @Nullable LeaveSort sort,
    @Describe("true: the other way round") @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
