package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.mcp.DomainFixture.each;
import static dev.rolegate.mcp.DomainFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.query.SearchText;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample records keep the rules, though SQL wrote them. */
class SampleDataTest {
  record Searched(
      String name,
      String email,
      String department,
      String position,
      String location,
      String searchText) {}

  @ParameterizedTest
  @CsvSource({
    "SQLITE,123,Alice Warren,EMP-001",
    "SQLITE,124,Bob Tran,EMP-002",
    "SQLITE,125,Carol Mendes,EMP-003",
    "POSTGRESQL,123,Alice Warren,EMP-001",
    "POSTGRESQL,124,Bob Tran,EMP-002",
    "POSTGRESQL,125,Carol Mendes,EMP-003"
  })
  void theDemoClientsHaveARecord(
      Databases engine, String userId, String name, String id, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var found = hr.done(ALICE, "get_employee_records", "{'user_id': '%s'}".formatted(userId));
      assertThat(each(found.path("employees"), "name")).containsExactly(name);
      assertThat(each(found.path("employees"), "employee_id")).containsExactly(id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leaveLiesWithinEmploymentAndItsDaysAreRight(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var hired = hr.done(ALICE, "get_employee_records", "{}").path("employees");
      var leave = hr.done(ALICE, "get_leave_requests", "{}").path("leave_requests");
      assertThat(leave).hasSizeGreaterThanOrEqualTo(3);
      for (var request : leave) {
        var first = LocalDate.parse(request.path("start_date").asText());
        var last = LocalDate.parse(request.path("end_date").asText());
        assertThat(request.path("days").asInt())
            .as(request.toString())
            .isEqualTo(LeaveDays.calendar(first, last));
        assertThat(request.path("working_days").asInt())
            .as(request.toString())
            .isEqualTo(LeaveDays.working(first, last));
        assertThat(
                stream(hired)
                    .filter(row -> row.path("employee_id").equals(request.path("employee_id")))
                    .map(row -> LocalDate.parse(row.path("hire_date").asText())))
            .singleElement()
            .matches(day -> !first.isBefore(day));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everybodyIsFoundAsIfAddedByTheTool(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var all =
          hr.database()
              .read(handle ->
                  handle.createQuery("select * from employees").mapTo(Searched.class).list());
      assertThat(all)
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(row ->
              assertThat(row.searchText())
                  .isEqualTo(
                      SearchText.folded(
                          row.name(),
                          row.email(),
                          row.department(),
                          row.position(),
                          row.location())))
          .allSatisfy(row -> assertThat(row.email()).isLowerCase());
    }
  }
}
