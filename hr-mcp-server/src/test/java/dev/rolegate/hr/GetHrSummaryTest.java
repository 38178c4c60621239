package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Today is 2026-11-25. */
class GetHrSummaryTest {
  private static final String SUMMARY = "get_hr_summary";

  @ParameterizedTest
  @EnumSource
  void refusesAnUnknownDepartment(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      hr.refuses(
          BOB,
          SUMMARY,
          "{}",
          List.of(
              Refusal.of(
                  "a misspelt department",
                  "{'department': 'Operation'}",
                  "department 'Operation' is not known; did you mean Operations? Known:"
                      + " Engineering, Finance, Human Resources, Operations, Sales."),
              Refusal.of(
                  "a wildcard",
                  "{'department': '%'}",
                  "department '%' is not known. Known: Engineering, Finance, Human Resources,"
                      + " Operations, Sales.")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSampleCompanyInNumbers(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      assertThat(hr.done(BOB, SUMMARY, "{}").toString())
          .isEqualTo(
              """
              {"as_of":"2026-11-25","employees":8,"starting_later":0,"hired_last_twelve_months":1,\
              "by_department":[{"name":"Engineering","employees":3},\
              {"name":"Operations","employees":2},{"name":"Finance","employees":1},\
              {"name":"Human Resources","employees":1},{"name":"Sales","employees":1}],\
              "by_location":[{"name":"Berlin","employees":3},{"name":"London","employees":3},\
              {"name":"Toronto","employees":2}],"average_salary":84275,"salaries":8,"away_today":0,\
              "on_leave_today":[],"pending_leave_requests":2,"leaves_starting_soon":1,\
              "leave_this_year":[{"leave_type":"annual","requests":1,"working_days":10},\
              {"leave_type":"sick","requests":1,"working_days":3}]}\
              """);
      assertThat(hr.done(BOB, SUMMARY, "{'department': 'sales'}").toString())
          .as("no average tells the salary of the only one there")
          .isEqualTo(
              """
              {"as_of":"2026-11-25","department":"Sales","employees":1,"starting_later":0,\
              "hired_last_twelve_months":0,"by_department":[{"name":"Sales","employees":1}],\
              "by_location":[{"name":"Toronto","employees":1}],"away_today":0,"on_leave_today":[],\
              "pending_leave_requests":0,"leaves_starting_soon":0,"leave_this_year":[]}\
              """);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAverageIsAbsentWhenItWouldTellSomebodysSalary(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      hr.database()
          .<Integer>write(handle ->
              handle.execute("update employees set salary = null where employee_id > 'EMP-005'"));
      var policy = hr.underPolicy();
      assertThat(policy.call(BOB, SUMMARY, "{}").result().path("average_salary").asInt())
          .isEqualTo(94_140);
      hr.database()
          .<Integer>write(handle ->
              handle.execute("update employees set salary = null where employee_id = 'EMP-005'"));
      assertThat(policy.call(BOB, SUMMARY, "{}").result().has("average_salary")).isFalse();
      assertThat(policy.call(ALICE, SUMMARY, "{}").result().path("average_salary").asInt())
          .as("who sees every salary may know what they come to")
          .isEqualTo(94_425);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCompanyThatIsAwayTogetherFitsIntoOneAnswer(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var i = 1; i <= 60; i++) {
        var added =
            hr.done(
                ALICE,
                "add_employee_record",
                ("{'name': 'Person %1$s', 'email': 'p%1$s@example.com', 'department': 'Team %1$s',"
                        + " 'new_department': true, 'position': 'Clerk', 'location': 'Place %1$s',"
                        + " 'hire_date': '2026-11-25'}")
                    .formatted(100 + i));
        var filed =
            hr.done(
                CAROL,
                "create_leave_request",
                ("{'employee_id': '%s', 'leave_type': 'sick', 'start_date': '2026-11-25',"
                        + " 'end_date': '2026-11-27'}")
                    .formatted(added.path("employee_id").asText()));
        hr.done(
            ALICE,
            "decide_leave_request",
            "{'leave_request_id': '%s', 'decision': 'approve'}"
                .formatted(filed.path("leave_request_id").asText()));
      }
      var summary = hr.done(BOB, SUMMARY, "{}");
      assertThat(summary.path("away_today").asInt()).isEqualTo(60);
      assertThat(each(summary.path("on_leave_today"), "name"))
          .hasSize(50)
          .startsWith("Person 101", "Person 102")
          .endsWith("Person 150");
      assertThat(summary.path("by_department")).hasSize(50);
      assertThat(summary.path("by_location")).hasSize(50);
    }
  }
}
