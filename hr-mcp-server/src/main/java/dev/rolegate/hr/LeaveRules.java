package dev.rolegate.hr;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.Dates;
import dev.rolegate.mcp.query.Own;
import java.time.LocalDate;
import java.util.List;

/** What leave must be like, and who may decide it. */
final class LeaveRules {
  private static final int OVERLAPS_SHOWN = 3;

  private LeaveRules() {}

  /** Notes what is wrong with the days alone. */
  static void checkDays(CreateLeaveRequest wanted, LocalDate today, List<String> problems) {
    Dates.inOrder("start_date", wanted.startDate(), "end_date", wanted.endDate(), problems);
    var type = wanted.leaveType();
    var earliest = today.minusDays(type.latestDaysAfter());
    if (wanted.startDate().isBefore(earliest)) {
      problems.add(
          "start_date %s is in the past; %s leave may start on %s at the earliest."
              .formatted(wanted.startDate(), type, earliest));
    }
    var latest = today.plusYears(2);
    if (wanted.startDate().isAfter(latest)) {
      problems.add(
          "start_date %s is too far ahead; leave may start on %s at the latest."
              .formatted(wanted.startDate(), latest));
    }
    var last = wanted.startDate().plusDays(type.longestDays() - 1L);
    if (wanted.endDate().isAfter(last)) {
      problems.add(
          "end_date %s makes it longer than the %s days that %s leave may have; end it on %s or earlier."
              .formatted(wanted.endDate(), type.longestDays(), type, last));
    }
  }

  /** Notes a problem when the employee does not work there yet. */
  static void checkHired(
      CreateLeaveRequest wanted, Employee employee, Call call, List<String> problems) {
    if (wanted.startDate().isBefore(employee.hireDate())) {
      problems.add(
          call.sees("employee", employee.userId(), "name", "hire_date")
              ? "start_date %s is before the hire date of %s, %s."
                  .formatted(wanted.startDate(), employee.name(), employee.hireDate())
              : "start_date %s is before the hire date.".formatted(wanted.startDate()));
    }
  }

  /**
   * Notes a problem for each of the first.
   *
   * @param others of the same employee, pending or approved, that share a day
   */
  static void checkFree(List<LeaveRequest> others, Call call, List<String> problems) {
    if (!others.isEmpty() && !others.stream().allMatch(other -> isSeen(other, call))) {
      problems.add("It overlaps other leave of the same employee; choose other days.");
      return;
    }
    for (var other : others.subList(0, Math.min(OVERLAPS_SHOWN, others.size()))) {
      problems.add(
          "It overlaps %s (%s, %s to %s, %s); choose other days."
              .formatted(
                  other.leaveRequestId(),
                  other.leaveType(),
                  other.startDate(),
                  other.endDate(),
                  other.status()));
    }
    if (others.size() > OVERLAPS_SHOWN) {
      problems.add(
          "It overlaps %s more; get_leave_requests lists them."
              .formatted(others.size() - OVERLAPS_SHOWN));
    }
  }

  private static boolean isSeen(LeaveRequest request, Call call) {
    return call.sees(
        "leave_request",
        request.userId(),
        "leave_request_id",
        "leave_type",
        "start_date",
        "end_date",
        "status");
  }

  /** Notes a problem when it is decided already, or the caller's own. */
  static void checkDecidable(LeaveRequest request, Call call, List<String> problems) {
    if (request.status() != LeaveStatus.PENDING) {
      problems.add(
          call.sees("leave_request", request.userId(), "status", "decided_by", "decided_at")
              ? "%s was already %s by %s at %s; a decision is final."
                  .formatted(
                      request.leaveRequestId(),
                      request.status(),
                      request.decidedBy(),
                      request.decidedAt())
              : "%s was already decided; a decision is final.".formatted(request.leaveRequestId()));
    }
    if (Own.is(request.userId(), call.caller())) {
      problems.add(
          "%s is your own request; somebody else has to decide it."
              .formatted(request.leaveRequestId()));
    }
  }
}
