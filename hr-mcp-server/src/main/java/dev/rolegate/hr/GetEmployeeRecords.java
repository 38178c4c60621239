package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which employees are asked for. */
record GetEmployeeRecords(
    @Describe("Only the employee with this id, e.g. EMP-001")
        @Length(max = 40)
        @Filters("employee.employee_id")
        @Nullable String employeeId,
    @Describe("Only the employee with this id in tokens, e.g. 123")
        @Length(max = 64)
        @Filters("employee.user_id")
        @Nullable String userId,
    @Describe("true: only the caller's own record") @Nullable Boolean mine,
    @Describe("Text in name, e-mail, department, position or location; case does not matter")
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
        @Filters("employee.department")
        @Nullable String department,
    @Describe("Only this place of work, e.g. Berlin")
        @Length(max = 80)
        @Filters("employee.location")
        @Nullable String location,
    @Describe("Only those who report to this employee id, e.g. EMP-001")
        @Length(max = 40)
        @Filters("employee.manager_id")
        @Nullable String managerId,
    @Describe("Hired on this day or later, e.g. 2024-01-01") @Filters("employee.hire_date")
        @Nullable LocalDate hireDateFrom,
    @Describe("Hired on this day or earlier, e.g. 2024-12-31") @Filters("employee.hire_date")
        @Nullable LocalDate hireDateTo,
    @Describe("Order of the list; the first of these unless given") @Nullable EmployeeSort sort,
    @Describe("true: the other way round") @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
