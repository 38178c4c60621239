package dev.rolegate.hr;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Dates;
import dev.rolegate.mcp.query.KnownNames;
import dev.rolegate.mcp.query.NearIds;
import dev.rolegate.mcp.query.Own;
import dev.rolegate.mcp.query.Rows;
import dev.rolegate.mcp.query.SearchText;
import dev.rolegate.mcp.query.Selection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of employees and its rules. Thread-safe. */
final class Employees {
  private static final LocalDate EARLIEST_HIRE = LocalDate.of(1950, 1, 1);
  private static final String FINDER = "get_employee_records";
  private static final String COLUMNS =
      "employee_id, user_id, name, email, phone, department, position, location, manager_id,"
          + " hire_date, salary, emergency_contact, created_at, created_by";
  private static final String MATCHING =
      """
      from employees
      where (cast(:employeeId as text) is null or employee_id = :employeeId)
        and (cast(:userId as text) is null or user_id = :userId)
        and (cast(:own as text) is null or user_id = :own)
        and (cast(:pattern as text) is null or search_text like :pattern escape '!')
        and (cast(:department as text) is null or department = :department)
        and (cast(:location as text) is null or location = :location)
        and (cast(:managerId as text) is null or manager_id = :managerId)
        and (cast(:hireDateFrom as text) is null or hire_date >= :hireDateFrom)
        and (cast(:hireDateTo as text) is null or hire_date <= :hireDateTo)
      """;

  private final Database database;
  private final Clock clock;

  Employees(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<EmployeePage> find(GetEmployeeRecords asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      check(handle, "employee_id", asked.employeeId(), call, problems);
      check(handle, "manager_id", asked.managerId(), call, problems);
      var own = Own.id(asked.mine(), call.caller(), problems);
      var department = departments(handle, call).resolve(asked.department(), problems);
      var location = locations(handle, call).resolve(asked.location(), problems);
      Dates.inOrder(
          "hire_date_from", asked.hireDateFrom(), "hire_date_to", asked.hireDateTo(), problems);
      if (!problems.isEmpty()) {
        return Outcome.refused(problems);
      }
      var selection =
          new Selection(MATCHING, asked, rows(call))
              .with("own", own)
              .with("pattern", SearchText.pattern(asked.search()))
              .with("department", department)
              .with("location", location);
      var order = EmployeeSort.clause(asked, call);
      return Outcome.done(
          new EmployeePage(
              selection.page(handle, COLUMNS, order, Employee.class), selection.total(handle)));
    });
  }

  Outcome<Employee> add(AddEmployeeRecord wanted, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    var email = wanted.email().toLowerCase(Locale.ROOT);
    owner(handle, "email", email, call)
        .ifPresent(other ->
            problems.add(
                "email %s already belongs to %s; give another one, or use that record."
                    .formatted(email, other)));
    if (wanted.userId() != null) {
      owner(handle, "user_id", wanted.userId(), call)
          .ifPresent(other ->
              problems.add(
                  "user_id %s already belongs to %s; give another one, or leave it out."
                      .formatted(wanted.userId(), other)));
    }
    check(handle, "manager_id", wanted.managerId(), call, problems);
    var department = department(handle, wanted, call, problems);
    checkHireDate(wanted.hireDate(), problems);
    if (!problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    var employee =
        new Employee(
            Database.nextId(handle, "EMP"),
            wanted.userId(),
            wanted.name(),
            email,
            wanted.phone(),
            department,
            wanted.position(),
            locations(handle, call).spelling(wanted.location()),
            wanted.managerId(),
            wanted.hireDate(),
            wanted.salary(),
            wanted.emergencyContact(),
            clock.instant(),
            call.caller().subject());
    insert(handle, employee);
    return Outcome.done(employee);
  }

  /** The id claim of an employee; null when there is no such employee, or none such claim. */
  @Nullable String userId(String employeeId) {
    return database.read(handle ->
        handle
            .createQuery("select user_id from employees where employee_id = :id")
            .bind("id", employeeId)
            .mapTo(String.class)
            .findOne()
            .orElse(null));
  }

  static Rows rows(Call call) {
    return Rows.of(call, "employee", "user_id");
  }

  /** The employee with the id; notes a problem with near matches when the caller sees none. */
  static @Nullable Employee require(
      Handle handle, String argument, String id, Call call, List<String> problems) {
    var rows = rows(call);
    var found =
        rows.bind(
                handle.createQuery(
                    "select "
                        + COLUMNS
                        + " from employees where employee_id = :id and "
                        + rows.condition()))
            .bind("id", id)
            .mapTo(Employee.class)
            .findOne();
    if (found.isEmpty()) {
      problems.add(
          call.seesAll("employee", "employee_id", "name")
              ? NearIds.unknown(
                  handle,
                  argument,
                  id,
                  "select employee_id as id, name as label from employees"
                      + " order by length(employee_id), employee_id",
                  FINDER)
              : NearIds.unknown(argument, id, FINDER));
    }
    return found.orElse(null);
  }

  /** Notes a problem when the id is given and no employee has it. */
  static void check(
      Handle handle, String argument, @Nullable String id, Call call, List<String> problems) {
    if (id != null) {
      var _ = require(handle, argument, id, call, problems);
    }
  }

  static KnownNames departments(Handle handle, Call call) {
    return KnownNames.in(
            handle, "department", "select distinct department from employees order by department")
        .toldIf(call.seesAll("employee", "department"));
  }

  private static KnownNames locations(Handle handle, Call call) {
    return KnownNames.in(
            handle, "location", "select distinct location from employees order by location")
        .toldIf(call.seesAll("employee", "location"));
  }

  /** Whose it is, as far as the caller may hear it. */
  private static Optional<String> owner(Handle handle, String column, String value, Call call) {
    return handle
        .createQuery(
            "select employee_id || ' (' || name || ')' from employees where "
                + column
                + " = :value")
        .bind("value", value)
        .mapTo(String.class)
        .findOne()
        .map(other -> call.seesAll("employee", "employee_id", "name", column) ? other : "somebody");
  }

  private static String department(
      Handle handle, AddEmployeeRecord wanted, Call call, List<String> problems) {
    var known = departments(handle, call);
    var isNew = Boolean.TRUE.equals(wanted.newDepartment());
    if (!isNew && known.find(wanted.department()) == null) {
      problems.add(known.unknown(wanted.department()) + " For a new one say new_department: true.");
    }
    return known.spelling(wanted.department());
  }

  private void checkHireDate(LocalDate hireDate, List<String> problems) {
    var latest = LocalDate.now(clock).plusYears(1);
    if (hireDate.isBefore(EARLIEST_HIRE) || hireDate.isAfter(latest)) {
      problems.add(
          "hire_date %s must lie between %s and %s.".formatted(hireDate, EARLIEST_HIRE, latest));
    }
  }

  private static void insert(Handle handle, Employee employee) {
    handle
        .createUpdate(
            """
            insert into employees (employee_id, user_id, name, email, phone, department, position,
              location, manager_id, hire_date, salary, emergency_contact, created_at, created_by,
              search_text)
            values (:employeeId, :userId, :name, :email, :phone, :department, :position,
              :location, :managerId, :hireDate, :salary, :emergencyContact, :createdAt, :createdBy,
              :searchText)
            """)
        .bindMap(Parameters.of(employee))
        .bind(
            "searchText",
            SearchText.folded(
                employee.name(),
                employee.email(),
                employee.department(),
                employee.position(),
                employee.location()))
        .execute();
  }
}
