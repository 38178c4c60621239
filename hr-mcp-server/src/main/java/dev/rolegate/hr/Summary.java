package dev.rolegate.hr;

import dev.rolegate.database.Database;
import dev.rolegate.hr.HrSummary.Absence;
import dev.rolegate.hr.HrSummary.HeadCount;
import dev.rolegate.hr.HrSummary.LeaveTaken;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Rows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Counts over both tables. Thread-safe. */
final class Summary {
  private static final int LONGEST_LIST = 50;
  private static final String OF_DEPARTMENT =
      " (cast(:department as text) is null or e.department = :department) ";
  private static final String LEAVE =
      " from leave_requests l join employees e on e.employee_id = l.employee_id where "
          + OF_DEPARTMENT;
  private static final String AWAY =
      "and l.status = 'APPROVED' and l.start_date <= :today and l.end_date >= :today ";

  private final Database database;
  private final Clock clock;

  Summary(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<HrSummary> of(GetHrSummary asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      var department = Employees.departments(handle, call).resolve(asked.department(), problems);
      return problems.isEmpty()
          ? Outcome.done(summary(handle, department, call))
          : Outcome.refused(problems);
    });
  }

  private HrSummary summary(Handle handle, @Nullable String department, Call call) {
    var today = LocalDate.now(clock);
    var counting = new Counting(handle, department, today, call);
    var salaries = department == null ? salaries(counting) : null;
    return new HrSummary(
        today,
        department,
        counting.number(counting.started()),
        counting.number(counting.all() + "and e.hire_date > :today"),
        counting.number(counting.started() + "and e.hire_date > :yearAgo"),
        counting.heads("department"),
        counting.heads("location"),
        salaries == null ? null : salaries.mean(),
        salaries == null ? null : salaries.many(),
        counting.number(counting.away()),
        counting
            .query(
                "select e.employee_id, e.name, l.leave_type, l.end_date"
                    + counting.away()
                    + "order by l.end_date, e.search_text, e.employee_id limit "
                    + LONGEST_LIST)
            .mapTo(Absence.class)
            .list(),
        counting.number(counting.leave() + "and l.status = 'PENDING'"),
        counting.number(
            counting.leave()
                + "and l.status = 'APPROVED' and l.start_date > :today"
                + " and l.start_date <= :soon"),
        counting
            .query(
                "select l.leave_type, count(*) as requests, cast(sum(l.working_days) as integer)"
                    + " as working_days"
                    + counting.leave()
                    + "and l.status = 'APPROVED' and l.start_date between :january and :december"
                    + " group by l.leave_type order by l.leave_type")
            .mapTo(LeaveTaken.class)
            .list());
  }

  private static Salaries salaries(Counting counting) {
    return counting
        .query(
            "select count(e.salary) as many, cast(coalesce(sum(e.salary), 0) as bigint) as total "
                + counting.started())
        .mapTo(Salaries.class)
        .one();
  }

  /** All salaries together. */
  record Salaries(int many, BigDecimal total) {
    @Nullable BigDecimal mean() {
      return many == 0 ? null : total.divide(BigDecimal.valueOf(many), 0, RoundingMode.HALF_EVEN);
    }
  }

  /** Questions that share their parameters. */
  private record Counting(Handle handle, @Nullable String department, LocalDate today, Call call) {
    /** Employees that the caller sees. */
    String all() {
      return "from employees e where"
          + OF_DEPARTMENT
          + "and "
          + Rows.of(call, "employee", "e.user_id").condition()
          + " ";
    }

    String started() {
      return all() + "and e.hire_date <= :today ";
    }

    /** Leave that the caller sees. */
    String leave() {
      return LEAVE + "and " + LeaveRequests.rows(call).condition() + " ";
    }

    String away() {
      return leave() + AWAY;
    }

    Query query(String sql) {
      return Rows.of(call, "employee", "e.user_id")
          .bind(LeaveRequests.rows(call).bind(handle.createQuery(sql)))
          .bind("department", department)
          .bind("today", today)
          .bind("yearAgo", today.minusYears(1))
          .bind("soon", today.plusDays(30))
          .bind("january", today.withDayOfYear(1))
          .bind("december", today.withDayOfYear(today.lengthOfYear()));
    }

    int number(String matching) {
      return query("select count(*) " + matching).mapTo(Integer.class).one();
    }

    List<HeadCount> heads(String column) {
      return query(
              "select %1$s as name, count(*) as employees %2$s group by %1$s order by employees desc, name limit %3$s"
                  .formatted(column, started(), LONGEST_LIST))
          .mapTo(HeadCount.class)
          .list();
    }
  }
}
