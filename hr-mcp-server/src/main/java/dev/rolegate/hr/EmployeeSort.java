package dev.rolegate.hr;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.OrderBy;
import dev.rolegate.mcp.schema.Filters;
import java.util.List;

/** Orders of a list of employees. */
enum EmployeeSort {
  @Filters("employee.employee_id")
  EMPLOYEE_ID("length(employee_id)"),
  // begins with the name, whose accents neither database sorts as people do
  @Filters({"employee.name", "employee.email"})
  NAME("search_text"),
  @Filters("employee.department")
  DEPARTMENT("lower(department)"),
  @Filters("employee.hire_date")
  HIRE_DATE("hire_date");

  private final String expression;

  EmployeeSort(String expression) {
    this.expression = expression;
  }

  static String clause(GetEmployeeRecords asked, Call call) {
    var sort = call.order(asked.sort(), List.of(values()));
    var expression = (sort == null ? NAME : sort).expression;
    return call.views().mayAskBy(EMPLOYEE_ID)
        ? OrderBy.of(expression, "employee_id", asked.descending())
        : OrderBy.ofText(expression, "search_text", asked.descending());
  }
}
