package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DurabilityTest {
  private static final String ADA =
      "{'name': 'Ada Lovelace', 'email': 'ada@example.com', 'department': 'Engineering',"
          + " 'position': 'Engineer', 'location': 'Berlin', 'hire_date': '2026-12-01', 'salary':"
          + " 1.10}";

  @ParameterizedTest
  @EnumSource
  void whatWasAnsweredIsThereAfterOpeningAgain(Databases engine, @TempDir Path folder) {
    var config = engine.fresh("hr", folder);
    String employees;
    String leave;
    try (var hr = HrFixture.open(config)) {
      hr.done(ALICE, "add_employee_record", ADA);
      hr.done(
          CAROL,
          "create_leave_request",
          "{'employee_id': 'EMP-009', 'leave_type': 'annual', 'start_date': '2026-12-07',"
              + " 'end_date': '2026-12-11'}");
      hr.done(
          BOB,
          "decide_leave_request",
          "{'leave_request_id': 'LEAVE-006', 'decision': 'reject', 'comment': 'Too early'}");
      employees = hr.done(ALICE, "get_employee_records", "{}").toString();
      leave = hr.done(ALICE, "get_leave_requests", "{}").toString();
      assertThat(employees).contains("EMP-009");
      assertThat(leave).contains("Too early");
    }
    try (var hr = HrFixture.open(config)) {
      assertThat(hr.done(ALICE, "get_employee_records", "{}")).hasToString(employees);
      assertThat(hr.done(ALICE, "get_leave_requests", "{}")).hasToString(leave);
      var next = ADA.replace("ada@", "grace@");
      assertThat(hr.done(ALICE, "add_employee_record", next).path("employee_id").asText())
          .as("no id is given again")
          .isEqualTo("EMP-010");
    }
  }
}
