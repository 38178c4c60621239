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

/** The eight of the sample data, and Émile Ober whose name has an accent. */
class GetEmployeeRecordsTest {
  private static final String GET = "get_employee_records";
  private static final String EMILE =
      "{'name': 'Émile Ober', 'email': 'emile.ober@example.com', 'department': 'Sales', 'position':"
          + " 'Straßenplaner', 'location': 'Zürich', 'hire_date': '2022-02-21', 'manager_id':"
          + " 'EMP-006'}";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown employee",
              "{'employee_id': 'EMP-099'}",
              "employee_id 'EMP-099' does not exist; get_employee_records lists them."),
          Refusal.of(
              "an employee in lower case",
              "{'employee_id': 'emp-003'}",
              "employee_id 'emp-003' does not exist; did you mean EMP-003 (Carol Mendes)?"),
          Refusal.of(
              "a name that several have a part of",
              "{'employee_id': 'mar'}",
              "employee_id 'mar' does not exist; did you mean EMP-008 (Hugo Martin)?"),
          Refusal.of(
              "an unknown manager",
              "{'manager_id': 'nobody'}",
              "manager_id 'nobody' does not exist; get_employee_records lists them."),
          Refusal.of(
              "a misspelt department",
              "{'department': 'Finanse'}",
              "department 'Finanse' is not known; did you mean Finance? Known: Engineering, Finance,"
                  + " Human Resources, Operations, Sales."),
          Refusal.of(
              "a wildcard for a department",
              "{'department': '%'}",
              "department '%' is not known. Known: Engineering, Finance, Human Resources,"
                  + " Operations, Sales."),
          Refusal.of(
              "an unknown place",
              "{'location': 'Paris'}",
              "location 'Paris' is not known. Known: Berlin, London, Toronto, Zürich."),
          Refusal.of(
              "the later day first",
              "{'hire_date_from': '2022-01-02', 'hire_date_to': '2022-01-01'}",
              "hire_date_to 2022-01-01 is before hire_date_from 2022-01-02; swap them or correct"
                  + " one."),
          Refusal.of(
              "no row at all",
              "{'limit': 0}",
              "limit: must be an integer from 1 to 200, but it is 0, which is not from 1 to 200"),
          Refusal.of(
              "everybody at once",
              "{'limit': 201}",
              "limit: must be an integer from 1 to 200, but it is 201, which is not from 1 to 200"),
          Refusal.of(
              "before the first",
              "{'offset': -1}",
              "offset: must be an integer from 0 to 1000000, but it is -1, which is not from 0 to"
                  + " 1000000"),
          Refusal.of(
              "an order by a column",
              "{'sort': 'salary; drop table employees'}",
              "sort: must be one of: employee_id, name, department, hire_date, but it is 'salary;"
                  + " drop table employees'"),
          Refusal.of(
              "an unknown filter",
              "{'managerid': 'EMP-001'}",
              "managerid: is not known; did you mean manager_id?"),
          Refusal.of(
              "everything at once",
              "{'employee_id': 'x', 'manager_id': 'y', 'department': 'z', 'location': 'z',"
                  + " 'hire_date_from': '2022-01-02', 'hire_date_to': '2022-01-01'}",
              "employee_id 'x' does not exist; get_employee_records lists them.",
              "manager_id 'y' does not exist; get_employee_records lists them.",
              "department 'z' is not known. Known: Engineering, Finance, Human Resources,"
                  + " Operations, Sales.",
              "location 'z' is not known. Known: Berlin, London, Toronto, Zürich.",
              "hire_date_to 2022-01-01 is before hire_date_from 2022-01-02; swap them or correct"
                  + " one."));

  /** Arguments, and the numbers of the employees that are found, in order. */
  private record Found(String name, String arguments, List<Integer> numbers) {}

  private static Found found(String name, String arguments, Integer... numbers) {
    return new Found(name, arguments, List.of(numbers));
  }

  private static final List<Found> FOUND =
      List.of(
          found("all by default, by id", "{}", 1, 2, 3, 4, 5, 6, 7, 8, 9),
          found("one id", "{'employee_id': 'EMP-004'}", 4),
          found("a user_id", "{'user_id': '124'}", 2),
          found("a user_id that nobody has", "{'user_id': '12'}"),
          found("a department", "{'department': 'Engineering'}", 4, 5, 8),
          found("a department in another case", "{'department': 'human RESOURCES'}", 3),
          found("a place", "{'location': 'Toronto'}", 6, 7),
          found("a place without its accent", "{'location': 'zurich'}", 9),
          found("a manager", "{'manager_id': 'EMP-001'}", 2, 4, 6, 7),
          found("a manager of nobody", "{'manager_id': 'EMP-008'}"),
          found("hired from a day on", "{'hire_date_from': '2023-08-15'}", 7, 8),
          found("hired until a day", "{'hire_date_to': '2018-01-08'}", 1, 4),
          found(
              "hired on one day",
              "{'hire_date_from': '2022-02-21', 'hire_date_to': '2022-02-21'}",
              6,
              9),
          found("text in a name", "{'search': 'LIND'}", 5),
          found("text in an e-mail address", "{'search': 'hugo.martin@'}", 8),
          found("text in a department", "{'search': 'financ'}", 7),
          found("text in a position", "{'search': 'software engineer'}", 5, 8),
          found("text in a place", "{'search': 'berlin'}", 4, 5, 8),
          found("text with an accent", "{'search': 'ÉMILE'}", 9),
          found("text without its accent", "{'search': 'emile ober'}", 9),
          found("a sharp s in capitals", "{'search': 'STRASSE'}", 9),
          found("% is no wildcard", "{'search': '%'}"),
          found("_ is no wildcard", "{'search': 'car_l'}"),
          found("no text of other columns", "{'search': 'husband'}"),
          found("all filters must hold", "{'department': 'Sales', 'location': 'Toronto'}", 6),
          found("filters that exclude each other", "{'search': 'bob', 'user_id': '123'}"),
          found("sorted by name", "{'sort': 'name'}", 1, 2, 3, 4, 9, 5, 6, 7, 8),
          found(
              "sorted by name, the other way round",
              "{'sort': 'name', 'descending': true}",
              8,
              7,
              6,
              5,
              9,
              4,
              3,
              2,
              1),
          found("sorted by department", "{'sort': 'department'}", 4, 5, 8, 7, 3, 1, 2, 6, 9),
          found("sorted by hire date", "{'sort': 'hire_date'}", 1, 4, 2, 5, 3, 6, 9, 7, 8),
          found(
              "sorted by hire date, the other way round",
              "{'sort': 'hire_date', 'descending': true}",
              8,
              7,
              9,
              6,
              3,
              5,
              2,
              4,
              1),
          found("sorted by id", "{'sort': 'employee_id', 'limit': 2}", 1, 2),
          found("the other way round alone", "{'descending': true, 'limit': 2}", 9, 8),
          found("a page", "{'limit': 3, 'offset': 3}", 4, 5, 6),
          found("the last page", "{'limit': 5, 'offset': 8}", 9),
          found("beyond the last page", "{'offset': 9}"));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblem(Databases engine, @TempDir Path folder) {
    try (var hr = withEmile(engine, folder)) {
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
    try (var hr = withEmile(engine, folder)) {
      for (var found : FOUND) {
        softly
            .assertThat(
                each(hr.done(CAROL, GET, found.arguments()).path("employees"), "employee_id"))
            .as(found.name())
            .isEqualTo(found.numbers().stream().map(n -> "EMP-00" + n).toList());
      }
      softly
          .assertThat(hr.done(CAROL, GET, "{'limit': 1, 'offset': 99}").path("total").asInt())
          .as("the total is that of all pages")
          .isEqualTo(9);
      softly
          .assertThat(
              hr.done(CAROL, GET, "{'limit': 1, 'department': 'Sales'}").path("total").asInt())
          .as("the total is that of the filters")
          .isEqualTo(2);
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void mineIsTheRecordThatTheIdOfTheTokenNames(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var caller : List.of(ALICE, BOB, CAROL)) {
        var own = hr.done(caller, GET, "{'mine': true}");
        assertThat(each(own.path("employees"), "user_id")).containsExactly(caller.id());
      }
      assertThat(hr.done(ALICE, GET, "{'mine': false}").path("total").asInt()).isEqualTo(8);
      assertThat(hr.done(ALICE, GET, "{'mine': true, 'user_id': '124'}").path("total").asInt())
          .isZero();
      var stranger = TestCallers.of("eve", "Manager", "12");
      assertThat(hr.done(stranger, GET, "{'mine': true}").path("total").asInt()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void pagesTogetherAreTheWholeList(Databases engine, @TempDir Path folder) {
    try (var hr = withEmile(engine, folder)) {
      for (var sort : List.of("employee_id", "name", "department", "hire_date")) {
        for (var descending : List.of(true, false)) {
          var order = "'sort': '%s', 'descending': %s".formatted(sort, descending);
          var pages = new ArrayList<String>();
          for (var offset = 0; offset < 9; offset += 2) {
            var page =
                hr.done(CAROL, GET, "{%s, 'limit': 2, 'offset': %d}".formatted(order, offset));
            pages.addAll(each(page.path("employees"), "employee_id"));
          }
          var whole = hr.done(CAROL, GET, "{%s}".formatted(order));
          assertThat(pages)
              .as(order)
              .hasSize(9)
              .isEqualTo(each(whole.path("employees"), "employee_id"));
        }
      }
    }
  }

  private static HrFixture withEmile(Databases engine, Path folder) {
    var hr = HrFixture.fresh(engine, folder);
    hr.done(ALICE, "add_employee_record", EMILE);
    return hr;
  }
}
