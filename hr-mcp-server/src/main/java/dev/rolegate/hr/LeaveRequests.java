package dev.rolegate.hr;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Dates;
import dev.rolegate.mcp.query.NearIds;
import dev.rolegate.mcp.query.Own;
import dev.rolegate.mcp.query.Rows;
import dev.rolegate.mcp.query.SearchText;
import dev.rolegate.mcp.query.Selection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of leave requests and its rules. Thread-safe. */
final class LeaveRequests {
  private static final String FINDER = "get_leave_requests";
  private static final String COLUMNS =
      "l.leave_request_id, l.employee_id, e.user_id, e.name as employee_name, e.department, l.leave_type,"
          + " l.start_date, l.end_date, l.days, l.working_days, l.reason, l.status, l.created_at,"
          + " l.created_by, l.decided_at, l.decided_by, l.decision_comment";
  private static final String JOINED =
      " from leave_requests l join employees e on e.employee_id = l.employee_id ";
  private static final String MATCHING =
      JOINED
          + """
          where (cast(:leaveRequestId as text) is null or l.leave_request_id = :leaveRequestId)
            and (cast(:employeeId as text) is null or l.employee_id = :employeeId)
            and (cast(:own as text) is null or e.user_id = :own)
            and (cast(:pattern as text) is null or e.search_text like :pattern escape '!')
            and (cast(:department as text) is null or e.department = :department)
            and (cast(:status as text) is null or l.status = :status)
            and (cast(:leaveType as text) is null or l.leave_type = :leaveType)
            and (cast(:from as text) is null or l.end_date >= :from)
            and (cast(:to as text) is null or l.start_date <= :to)
          """;

  private final Database database;
  private final Clock clock;

  LeaveRequests(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<LeaveRequestPage> find(GetLeaveRequests asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      if (asked.leaveRequestId() != null) {
        var _ = require(handle, asked.leaveRequestId(), call, problems);
      }
      Employees.check(handle, "employee_id", asked.employeeId(), call, problems);
      var own = Own.id(asked.mine(), call.caller(), problems);
      var department = Employees.departments(handle, call).resolve(asked.department(), problems);
      Dates.inOrder("from", asked.from(), "to", asked.to(), problems);
      if (!problems.isEmpty()) {
        return Outcome.refused(problems);
      }
      var selection =
          new Selection(MATCHING, asked, rows(call))
              .with("own", own)
              .with("pattern", SearchText.pattern(asked.search()))
              .with("department", department);
      var order = LeaveSort.clause(asked, call);
      return Outcome.done(
          new LeaveRequestPage(
              selection.page(handle, COLUMNS, order, LeaveRequest.class), selection.total(handle)));
    });
  }

  Outcome<LeaveRequest> create(CreateLeaveRequest wanted, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    var employee = Employees.require(handle, "employee_id", wanted.employeeId(), call, problems);
    LeaveRules.checkDays(wanted, LocalDate.now(clock), problems);
    if (employee != null) {
      LeaveRules.checkHired(wanted, employee, call, problems);
      LeaveRules.checkFree(overlapping(handle, wanted), call, problems);
    }
    if (employee == null || !problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    var request =
        new LeaveRequest(
            Database.nextId(handle, "LEAVE"),
            employee.employeeId(),
            employee.userId(),
            employee.name(),
            employee.department(),
            wanted.leaveType(),
            wanted.startDate(),
            wanted.endDate(),
            LeaveDays.calendar(wanted.startDate(), wanted.endDate()),
            LeaveDays.working(wanted.startDate(), wanted.endDate()),
            wanted.reason(),
            LeaveStatus.PENDING,
            clock.instant(),
            call.caller().subject(),
            null,
            null,
            null);
    insert(handle, request);
    return Outcome.done(request);
  }

  /** The request as it is. */
  @Nullable LeaveRequest before(DecideLeaveRequest decided, Handle handle) {
    return byId(handle, decided.leaveRequestId()).stream().findFirst().orElse(null);
  }

  Outcome<LeaveRequest> decide(DecideLeaveRequest decided, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    var request = require(handle, decided.leaveRequestId(), call, problems);
    if (request != null) {
      LeaveRules.checkDecidable(request, call, problems);
    }
    if (decided.decision() == DecideLeaveRequest.Decision.REJECT && decided.comment() == null) {
      problems.add("comment is missing; a rejection tells the employee why.");
    }
    if (request == null || !problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    handle
        .createUpdate(
            "update leave_requests set status = :status, decided_at = :at, decided_by = :by,"
                + " decision_comment = :comment where leave_request_id = :id")
        .bind("status", decided.decision().status())
        .bind("at", clock.instant())
        .bind("by", call.caller().subject())
        .bind("comment", decided.comment())
        .bind("id", request.leaveRequestId())
        .execute();
    return Outcome.done(byId(handle, request.leaveRequestId()).get(0));
  }

  private static List<LeaveRequest> overlapping(Handle handle, CreateLeaveRequest wanted) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + JOINED
                + "where l.employee_id = :employeeId and l.status in ('PENDING', 'APPROVED')"
                + " and l.start_date <= :endDate and l.end_date >= :startDate"
                + " order by l.start_date")
        .bindMap(Parameters.of(wanted))
        .mapTo(LeaveRequest.class)
        .list();
  }

  static Rows rows(Call call) {
    return Rows.of(call, "leave_request", "e.user_id");
  }

  /** One that the caller sees; what it does not see does not exist for it. */
  private static @Nullable LeaveRequest require(
      Handle handle, String id, Call call, List<String> problems) {
    var rows = rows(call);
    var found =
        rows.bind(
                handle.createQuery(
                    "select "
                        + COLUMNS
                        + JOINED
                        + "where l.leave_request_id = :id and "
                        + rows.condition()))
            .bind("id", id)
            .mapTo(LeaveRequest.class)
            .findOne();
    if (found.isEmpty()) {
      problems.add(
          call.seesAll("leave_request", "leave_request_id", "employee_name", "start_date")
              ? NearIds.unknown(
                  handle,
                  "leave_request_id",
                  id,
                  "select leave_request_id as id, e.name || ', ' || start_date as label"
                      + JOINED
                      + "order by length(leave_request_id), leave_request_id",
                  FINDER)
              : NearIds.unknown("leave_request_id", id, FINDER));
    }
    return found.orElse(null);
  }

  private static List<LeaveRequest> byId(Handle handle, String id) {
    return handle
        .createQuery("select " + COLUMNS + JOINED + "where l.leave_request_id = :id")
        .bind("id", id)
        .mapTo(LeaveRequest.class)
        .list();
  }

  private static void insert(Handle handle, LeaveRequest request) {
    handle
        .createUpdate(
            """
            insert into leave_requests (leave_request_id, employee_id, leave_type, start_date,
              end_date, days, working_days, reason, status, created_at, created_by)
            values (:leaveRequestId, :employeeId, :leaveType, :startDate,
              :endDate, :days, :workingDays, :reason, :status, :createdAt, :createdBy)
            """)
        .bindMap(Parameters.of(request))
        .execute();
  }
}
