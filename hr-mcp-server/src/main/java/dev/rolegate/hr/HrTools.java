package dev.rolegate.hr;

import dev.rolegate.database.Database;
import dev.rolegate.mcp.Tool;
import java.time.Clock;
import java.util.List;

/** What the HR server offers. */
final class HrTools {
  private final Employees employees;
  private final LeaveRequests leave;
  private final Summary summary;

  HrTools(Database database, Clock clock) {
    this.employees = new Employees(database, clock);
    this.leave = new LeaveRequests(database, clock);
    this.summary = new Summary(database, clock);
  }

  List<Tool<?, ?>> all() {
    return List.of(
        Tool.reading(
            "get_employee_records",
            "Find employees",
            "Finds employees and returns what the caller sees of their records, with the total number of matches. All"
                + " filters are optional and must all hold; without any it lists everybody. Use it"
                + " first whenever an employee_id is needed and only a name is known (search).",
            GetEmployeeRecords.class,
            EmployeePage.class,
            employees::find),
        Tool.adding(
            "add_employee_record",
            "Add an employee",
            "Adds a new employee and returns the record with its new employee_id. The e-mail"
                + " address and the user_id must not belong to anybody else.",
            AddEmployeeRecord.class,
            Employee.class,
            employees::add),
        Tool.adding(
                "create_leave_request",
                "Request leave",
                "Files a request for leave of an employee, from the first to the last day off, both"
                    + " included; it waits as pending until someone decides it. Refused when it"
                    + " overlaps another pending or approved request of the same employee, or starts"
                    + " in the past (sick leave may start up to 30 days back).",
                CreateLeaveRequest.class,
                LeaveRequest.class,
                leave::create)
            .owning("employee_id", employees::userId),
        Tool.reading(
            "get_leave_requests",
            "Find leave requests",
            "Finds leave requests, with the total number of matches; the earliest leave comes"
                + " first. All filters are optional and must all hold. To see who is away in a"
                + " period, give from and to with status approved.",
            GetLeaveRequests.class,
            LeaveRequestPage.class,
            leave::find),
        Tool.changing(
            "decide_leave_request",
            "Decide a leave request",
            "Approves or rejects one pending leave request, for good: a decided request cannot be"
                + " decided again. Who decided, when, and the comment are recorded.",
            DecideLeaveRequest.class,
            LeaveRequest.class,
            leave::before,
            leave::decide),
        Tool.reading(
            "get_hr_summary",
            "HR summary",
            "Counts for the company or one department: head count by department and location, new"
                + " hires, who is on leave today, what waits for a decision, leave days of this"
                + " year by type.",
            GetHrSummary.class,
            HrSummary.class,
            summary::of));
  }
}
