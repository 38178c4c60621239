package dev.rolegate.hr;

import dev.rolegate.mcp.schema.AggregateOf;
import dev.rolegate.mcp.schema.Describe;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Employees and leave in numbers. */
record HrSummary(
    @Describe("The day that the numbers are of") LocalDate asOf,
    @Describe("The department, when only one was asked for") @Nullable String department,
    @Describe("Head count of those whose first day has come") int employees,
    @Describe("How many have a record already and start later") int startingLater,
    @Describe("How many were hired in the last twelve months") int hiredLastTwelveMonths,
    @Describe("How many work where: the 50 largest departments, largest first")
        List<HeadCount> byDepartment,
    @Describe("How many work where: the 50 largest locations, largest first")
        List<HeadCount> byLocation,
    @Describe(
            "Mean yearly gross salary in US dollars of the whole company; absent where it would"
                + " tell a single salary to somebody who does not see salaries")
        @AggregateOf(field = "employee.salary", count = "salaries")
        @Nullable BigDecimal averageSalary,
    @Describe("How many salaries that is the mean of") @Nullable Integer salaries,
    @Describe("How many are on approved leave today") int awayToday,
    @Describe("Who they are, the first to come back first; 50 at most") List<Absence> onLeaveToday,
    @Describe("How many leave requests wait for a decision") int pendingLeaveRequests,
    @Describe("How many approved leaves start within the next 30 days") int leavesStartingSoon,
    @Describe("Approved leave that starts in this calendar year, by type")
        List<LeaveTaken> leaveThisYear) {
  HrSummary {
    byDepartment = List.copyOf(byDepartment);
    byLocation = List.copyOf(byLocation);
    onLeaveToday = List.copyOf(onLeaveToday);
    leaveThisYear = List.copyOf(leaveThisYear);
  }

  /** How many employees share a department or a location. */
  record HeadCount(
      @Describe("Name of the department or location") String name,
      @Describe("Head count") int employees) {}

  /** Somebody who is away today. */
  record Absence(
      @Describe("Employee id") String employeeId,
      @Describe("Name of the employee") String name,
      @Describe("Kind of leave") LeaveType leaveType,
      @Describe("Last day off") LocalDate endDate) {}

  /** Approved leave of one type. */
  record LeaveTaken(
      @Describe("Kind of leave") LeaveType leaveType,
      @Describe("How many requests") int requests,
      @Describe("How many days, Monday to Friday") int workingDays) {}
}
