package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import java.util.List;

/** Some of the employees that match. */
record EmployeePage(
    @Describe("The employees of this page") List<Employee> employees,
    @Describe("How many match in all; ask for more with offset") int total) {
  EmployeePage {
    employees = List.copyOf(employees);
  }
}
