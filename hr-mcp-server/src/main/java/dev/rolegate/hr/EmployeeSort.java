package dev.rolegate.hr;

import dev.rolegate.mcp.query.OrderBy;
import org.jspecify.annotations.Nullable;

/** Orders of a list of employees. */
enum EmployeeSort {
  EMPLOYEE_ID("length(employee_id)"),
  // begins with the name, whose accents neither database sorts as people do
  NAME("search_text"),
  DEPARTMENT("lower(department)"),
  HIRE_DATE("hire_date");

  private final String expression;

  EmployeeSort(String expression) {
    this.expression = expression;
  }

  static String clause(@Nullable EmployeeSort sort, @Nullable Boolean descending) {
    return OrderBy.of((sort == null ? EMPLOYEE_ID : sort).expression, "employee_id", descending);
  }
}
