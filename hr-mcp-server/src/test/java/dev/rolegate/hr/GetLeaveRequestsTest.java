package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The five of the sample data. */
class GetLeaveRequestsTest {
  private static final String GET = "get_leave_requests";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown request",
              "{'leave_request_id': 'LEAVE-099'}",
              "leave_request_id 'LEAVE-099' does not exist; get_leave_requests lists them."),
          Refusal.of(
              "a request by number",
              "{'leave_request_id': 'leave-1'}",
              "leave_request_id 'leave-1' does not exist; did you mean LEAVE-001 (Carol Mendes,"
                  + " 2026-11-09)?"),
          Refusal.of(
              "an unknown employee",
              "{'employee_id': 'EMP-099'}",
              "employee_id 'EMP-099' does not exist; get_employee_records lists them."),
          Refusal.of(
              "an employee by name",
              "{'employee_id': 'Farid'}",
              "employee_id 'Farid' does not exist; did you mean EMP-006 (Farid Haddad)?"),
          Refusal.of(
              "a misspelt department",
              "{'department': 'Sale'}",
              "department 'Sale' is not known; did you mean Sales? Known: Engineering, Finance,"
                  + " Human Resources, Operations, Sales."),
          Refusal.of(
              "the later day first",
              "{'from': '2026-12-02', 'to': '2026-12-01'}",
              "to 2026-12-01 is before from 2026-12-02; swap them or correct one."),
          Refusal.of(
              "an unknown state",
              "{'status': 'open'}",
              "status: must be one of: pending, approved, rejected, but it is 'open'"),
          Refusal.of(
              "too many",
              "{'limit': 201}",
              "limit: must be an integer from 1 to 200, but it is 201, which is not from 1 to 200"),
          Refusal.of(
              "everything at once",
              "{'leave_request_id': 'x', 'employee_id': 'y', 'department': 'z', 'from':"
                  + " '2026-12-02', 'to': '2026-12-01'}",
              "leave_request_id 'x' does not exist; get_leave_requests lists them.",
              "employee_id 'y' does not exist; get_employee_records lists them.",
              "department 'z' is not known. Known: Engineering, Finance, Human Resources,"
                  + " Operations, Sales.",
              "to 2026-12-01 is before from 2026-12-02; swap them or correct one."));

  /** Arguments, and the numbers of the requests that are found, in order. */
  private record Found(String name, String arguments, List<Integer> numbers) {}

  private static Found found(String name, String arguments, Integer... numbers) {
    return new Found(name, arguments, List.of(numbers));
  }

  private static final List<Found> FOUND =
      List.of(
          found("all by default, by first day", "{}", 1, 2, 3, 5, 4),
          found("one id", "{'leave_request_id': 'LEAVE-003'}", 3),
          found("an employee", "{'employee_id': 'EMP-007'}", 4),
          found("an employee without leave", "{'employee_id': 'EMP-001'}"),
          found("a department in another case", "{'department': 'sales'}", 3),
          found("pending", "{'status': 'pending'}", 5, 4),
          found("approved", "{'status': 'approved'}", 1, 2),
          found("rejected", "{'status': 'rejected'}", 3),
          found("sick", "{'leave_type': 'sick'}", 1),
          found("annual", "{'leave_type': 'annual'}", 2, 3, 5),
          found("bereavement", "{'leave_type': 'bereavement'}"),
          found("touches its last day", "{'from': '2026-11-11', 'to': '2026-11-30'}", 1),
          found("a day after its last", "{'from': '2026-11-12', 'to': '2026-11-30'}"),
          found("touches its first day", "{'from': '2026-12-01', 'to': '2026-12-21'}", 2),
          found("a day before its first", "{'from': '2026-12-01', 'to': '2026-12-20'}"),
          found("a day within", "{'from': '2026-12-30', 'to': '2026-12-30'}", 2, 3),
          found("from alone", "{'from': '2027-01-01'}", 2, 5, 4),
          found("to alone", "{'to': '2026-12-27'}", 1, 2),
          found("text in a name", "{'search': 'LINDQ'}", 2),
          found("text in an e-mail address", "{'search': 'kim@'}", 4),
          found("text in a place", "{'search': 'toronto'}", 3, 4),
          found("no text in a reason", "{'search': 'influenza'}"),
          found("% is no wildcard", "{'search': '%'}"),
          found("all filters must hold", "{'leave_type': 'annual', 'status': 'pending'}", 5),
          found("the other way round", "{'descending': true}", 4, 5, 3, 2, 1),
          found("sorted by filing", "{'sort': 'created_at'}", 2, 3, 1, 4, 5),
          found("sorted by id", "{'sort': 'leave_request_id'}", 1, 2, 3, 4, 5),
          found(
              "sorted by id, the other way round",
              "{'sort': 'leave_request_id', 'descending': true}",
              5,
              4,
              3,
              2,
              1),
          found("a page", "{'limit': 2, 'offset': 1}", 2, 3),
          found("beyond the last page", "{'offset': 5}"));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblem(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      hr.refuses(CAROL, GET, "{}", REFUSALS);
      var nobody = TestCallers.of("test_client", "Officer", null);
      assertThat(hr.problems(nobody, GET, "{'mine': true}"))
          .containsExactly(
              "mine finds nothing, because your token has no id claim; leave mine out, or ask for a"
                  + " token with an id.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatIsAskedFor(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var found : FOUND) {
        var page = hr.done(CAROL, GET, found.arguments());
        softly
            .assertThat(each(page.path("leave_requests"), "leave_request_id"))
            .as(found.name())
            .isEqualTo(found.numbers().stream().map(n -> "LEAVE-00" + n).toList());
      }
      softly
          .assertThat(
              hr.done(CAROL, GET, "{'leave_type': 'annual', 'limit': 1}").path("total").asInt())
          .as("the total is that of the filters, whatever the page")
          .isEqualTo(3);
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void mineIsTheLeaveOfTheRecordThatTheIdOfTheTokenNames(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var mine = "{'mine': true}";
      assertThat(hr.done(ALICE, GET, mine).path("total").asInt()).isZero();
      assertThat(each(hr.done(BOB, GET, mine).path("leave_requests"), "leave_request_id"))
          .containsExactly("LEAVE-005");
      assertThat(each(hr.done(CAROL, GET, mine).path("leave_requests"), "leave_request_id"))
          .as("not those that Carol filed for others")
          .containsExactly("LEAVE-001");
    }
  }

  @ParameterizedTest
  @EnumSource
  void pagesTogetherAreTheWholeListThoughAllStartOnOneDay(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var employee = 1; employee <= 8; employee++) {
        hr.done(
            CAROL,
            "create_leave_request",
            ("{'employee_id': 'EMP-00%d', 'leave_type': 'unpaid', 'start_date': '2026-12-01',"
                    + " 'end_date': '2026-12-01'}")
                .formatted(employee));
      }
      for (var sort : List.of("start_date", "created_at", "leave_request_id")) {
        for (var descending : List.of(true, false)) {
          var order = "'sort': '%s', 'descending': %s".formatted(sort, descending);
          var pages = new ArrayList<String>();
          for (var offset = 0; offset < 13; offset += 3) {
            var page =
                hr.done(CAROL, GET, "{%s, 'limit': 3, 'offset': %d}".formatted(order, offset));
            pages.addAll(each(page.path("leave_requests"), "leave_request_id"));
          }
          var whole = hr.done(CAROL, GET, "{%s}".formatted(order));
          assertThat(pages)
              .as(order)
              .hasSize(13)
              .isEqualTo(each(whole.path("leave_requests"), "leave_request_id"));
        }
      }
    }
  }
}
