package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static dev.rolegate.mcp.DomainFixture.stream;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.database.Databases;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The summary's SQL against counting the other tools' lists by hand. Today is 2026-11-25. */
class SummaryCountsTest {
  private static final String TODAY = "2026-11-25";
  private static final List<String> DEPARTMENTS =
      List.of("Engineering", "Finance", "Human Resources", "Operations", "Sales");

  /** Around the bounds: a year ago, a day less, today, tomorrow. */
  private static final List<String> HIRED =
      List.of("2020-02-29", "2025-11-25", "2025-11-26", TODAY, "2026-11-26");

  /** Around the bounds: today, 30 days on, a day more, and next year. */
  private static final List<String> LEAVE =
      List.of(
          "'start_date': '2026-11-25', 'end_date': '2026-11-25'",
          "'start_date': '2026-11-25', 'end_date': '2026-12-24'",
          "'start_date': '2026-11-26', 'end_date': '2026-11-29'",
          "'start_date': '2026-12-25', 'end_date': '2027-01-08'",
          "'start_date': '2026-12-26', 'end_date': '2026-12-31'",
          "'start_date': '2027-01-01', 'end_date': '2027-01-01'");

  @ParameterizedTest
  @EnumSource
  void theNumbersAreThoseThatOneCountsInTheLists(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      fill(hr);
      var employees = all(hr, "get_employee_records", "employees");
      var leave = all(hr, "get_leave_requests", "leave_requests");
      var whole = hr.done(BOB, "get_hr_summary", "{}");
      agrees(whole, employees, leave);
      assertThat(whole.path("average_salary").decimalValue()).isEqualTo(average(employees));
      for (var department : DEPARTMENTS) {
        Predicate<JsonNode> there = is("department", department);
        agrees(
            hr.done(BOB, "get_hr_summary", "{'department': '%s'}".formatted(department)),
            employees.stream().filter(there).toList(),
            leave.stream().filter(there).toList());
      }
    }
  }

  /** A person for each department, hire date and leave; of each leave every third is decided. */
  private static void fill(HrFixture hr) {
    var types = LeaveType.values();
    var i = 0;
    for (var department : DEPARTMENTS) {
      for (var hired : HIRED) {
        for (var days : LEAVE) {
          i++;
          var employee =
              hr.done(
                  ALICE,
                  "add_employee_record",
                  ("{'name': 'Person %1$s', 'email': 'p%1$s@example.com', 'department': '%2$s',"
                          + " 'position': 'Clerk', 'location': '%3$s', 'hire_date': '%4$s',"
                          + " 'salary': %5$s}")
                      .formatted(
                          1000 + i,
                          department,
                          i % 4 == 0 ? "Berlin" : "Madrid",
                          hired,
                          i % 2 == 0 ? "null" : "40000." + i % 10));
          var filed =
              hr.tools()
                  .call(
                      CAROL,
                      "create_leave_request",
                      "{'employee_id': '%s', 'leave_type': '%s', %s}"
                          .formatted(text(employee, "employee_id"), types[i % 5], days))
                  .result();
          if (filed.isPresent() && i % 3 != 0) {
            hr.done(
                ALICE,
                "decide_leave_request",
                "{'leave_request_id': '%s', 'decision': '%s', 'comment': 'As agreed'}"
                    .formatted(
                        text(filed.get(), "leave_request_id"), i % 3 == 1 ? "approve" : "reject"));
          }
        }
      }
    }
  }

  private static void agrees(JsonNode summary, List<JsonNode> employees, List<JsonNode> leave) {
    var working = employees.stream().filter(until("hire_date", TODAY)).toList();
    var approved = leave.stream().filter(is("status", "approved")).toList();
    var away =
        approved.stream()
            .filter(until("start_date", TODAY))
            .filter(until("end_date", "2026-11-24").negate())
            .toList();
    assertThat(number(summary, "employees")).isEqualTo(working.size()).isPositive();
    assertThat(number(summary, "starting_later"))
        .isEqualTo(employees.size() - working.size())
        .isPositive();
    assertThat(number(summary, "hired_last_twelve_months"))
        .isEqualTo(count(working, until("hire_date", "2025-11-25").negate()))
        .isPositive();
    assertThat(heads(summary, "by_department")).isEqualTo(headsOf(working, "department"));
    assertThat(heads(summary, "by_location")).isEqualTo(headsOf(working, "location"));
    assertThat(number(summary, "away_today")).isEqualTo(away.size()).isPositive();
    assertThat(stream(summary.path("on_leave_today")).map(row -> text(row, "employee_id")))
        .containsExactlyElementsOf(
            away.stream()
                .sorted(
                    Comparator.comparing((JsonNode row) -> text(row, "end_date"))
                        .thenComparing(row -> text(row, "employee_name")))
                .map(row -> text(row, "employee_id"))
                .toList());
    assertThat(number(summary, "pending_leave_requests"))
        .isEqualTo(count(leave, is("status", "pending")))
        .isPositive();
    assertThat(number(summary, "leaves_starting_soon"))
        .isEqualTo(
            count(
                approved,
                until("start_date", TODAY).negate().and(until("start_date", "2026-12-25"))))
        .isPositive();
    var thisYear = approved.stream().filter(until("start_date", "2026-12-31")).toList();
    assertThat(
            stream(summary.path("leave_this_year"))
                .map(row ->
                    text(row, "leave_type")
                        + ": "
                        + text(row, "requests")
                        + ", "
                        + text(row, "working_days")))
        .containsExactlyElementsOf(
            of(thisYear, "leave_type")
                .map(type ->
                    type
                        + ": "
                        + count(thisYear, is("leave_type", type))
                        + ", "
                        + thisYear.stream()
                            .filter(is("leave_type", type))
                            .collect(summingInt(row -> row.path("working_days").asInt())))
                .toList())
        .isNotEmpty();
  }

  private static List<String> heads(JsonNode summary, String list) {
    return stream(summary.path(list))
        .map(row -> text(row, "employees") + " " + text(row, "name"))
        .toList();
  }

  private static List<String> headsOf(List<JsonNode> working, String member) {
    var heads = working.stream().collect(groupingBy(row -> text(row, member), counting()));
    return heads.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .toList();
  }

  private static BigDecimal average(List<JsonNode> employees) {
    var salaries =
        employees.stream()
            .filter(until("hire_date", TODAY))
            .filter(row -> row.has("salary"))
            .map(row -> row.path("salary").decimalValue())
            .toList();
    return salaries.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(salaries.size()), 0, RoundingMode.HALF_EVEN);
  }

  private static List<JsonNode> all(HrFixture hr, String tool, String list) {
    var answer = hr.done(ALICE, tool, "{'limit': 200}");
    assertThat(answer.path(list)).hasSize(answer.path("total").asInt());
    return stream(answer.path(list)).toList();
  }

  private static Stream<String> of(List<JsonNode> rows, String member) {
    return rows.stream().map(row -> text(row, member)).distinct().sorted();
  }

  private static long count(List<JsonNode> rows, Predicate<JsonNode> which) {
    return rows.stream().filter(which).count();
  }

  private static Predicate<JsonNode> is(String member, String value) {
    return row -> text(row, member).equals(value);
  }

  /** That day or an earlier one. */
  private static Predicate<JsonNode> until(String member, String day) {
    return row -> text(row, member).compareTo(day) <= 0;
  }

  private static long number(JsonNode summary, String member) {
    return summary.path(member).asLong();
  }

  private static String text(JsonNode row, String member) {
    return row.path(member).asText();
  }
}
