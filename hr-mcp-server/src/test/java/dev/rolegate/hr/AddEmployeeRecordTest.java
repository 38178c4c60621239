package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.mcp.DomainFixture.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddEmployeeRecordTest {
  private static final String ADD = "add_employee_record";
  private static final String VALID =
      "{'name': 'Ada Lovelace', 'email': 'ada@example.com', 'department': 'Engineering',"
          + " 'position': 'Engineer', 'location': 'Berlin', 'hire_date': '2026-12-01'}";
  private static final String TAKEN =
      "email alice.warren@example.com already belongs to EMP-001 (Alice Warren); give another one,"
          + " or use that record.";
  private static final String KNOWN =
      "Known: Engineering, Finance, Human Resources, Operations, Sales. For a new one say"
          + " new_department: true.";
  private static final String EMAIL =
      "email: must be an e-mail address such as ada@example.com, but it is ";
  private static final String PHONE =
      "phone: must be a telephone number such as +44 20 7946 0101, but it is ";
  private static final String SALARY =
      "salary: must be a number with at most 2 decimals from 0 to 10000000, but it is ";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of("e-mail of another", "{'email': 'alice.warren@example.com'}", TAKEN),
          Refusal.of("in another case", "{'email': 'Alice.WARREN@Example.Com'}", TAKEN),
          Refusal.of("with white space", "{'email': ' alice.warren@example.com '}", TAKEN),
          Refusal.of("no e-mail address", "{'email': 'ada'}", EMAIL + "'ada'"),
          Refusal.of("no host", "{'email': 'ada@localhost'}", EMAIL + "'ada@localhost'"),
          Refusal.of(
              "two e-mail addresses",
              "{'email': 'ada@example.com,eve@example.com'}",
              EMAIL + "'ada@example.com,eve@example.com'"),
          Refusal.of(
              "a look-alike beyond ASCII",
              "{'email': '\u0430da@example.com'}",
              EMAIL + "'\u0430da@example.com'"),
          Refusal.of(
              "user_id of another",
              "{'user_id': '123'}",
              "user_id 123 already belongs to EMP-001 (Alice Warren); give another one, or leave it"
                  + " out."),
          Refusal.of(
              "an unknown manager",
              "{'manager_id': 'EMP-099'}",
              "manager_id 'EMP-099' does not exist; get_employee_records lists them."),
          Refusal.of(
              "a manager by number",
              "{'manager_id': 'emp-4'}",
              "manager_id 'emp-4' does not exist; did you mean EMP-004 (Daniel Okafor)?"),
          Refusal.of(
              "a manager by name",
              "{'manager_id': 'okafor'}",
              "manager_id 'okafor' does not exist; did you mean EMP-004 (Daniel Okafor)?"),
          Refusal.of(
              "a misspelt department",
              "{'department': 'Enginering'}",
              "department 'Enginering' is not known; did you mean Engineering? " + KNOWN),
          Refusal.of(
              "a new department without saying so",
              "{'department': 'Legal'}",
              "department 'Legal' is not known. " + KNOWN),
          Refusal.of(
              "a new department while denying it",
              "{'department': 'Legal', 'new_department': false}",
              "department 'Legal' is not known. " + KNOWN),
          Refusal.of(
              "hired before anybody",
              "{'hire_date': '1949-12-31'}",
              "hire_date 1949-12-31 must lie between 1950-01-01 and 2027-11-25."),
          Refusal.of(
              "hired more than a year ahead",
              "{'hire_date': '2027-11-26'}",
              "hire_date 2027-11-26 must lie between 1950-01-01 and 2027-11-25."),
          Refusal.of("a third decimal", "{'salary': 1.005}", SALARY + "1.005"),
          Refusal.of(
              "a negative salary",
              "{'salary': -1}",
              SALARY + "-1, which is not from 0 to 10000000"),
          Refusal.of(
              "too large a salary",
              "{'salary': 10000000.01}",
              SALARY + "1.000000001E7, which is not from 0 to 10000000"),
          Refusal.of("letters in a number", "{'phone': '0800-FLOWERS'}", PHONE + "'0800-FLOWERS'"),
          Refusal.of(
              "a name of no-break spaces",
              "{'name': '\u00a0\u00a0'}",
              "name: must be a text of 1 to 100 characters, but it is '\u00a0\u00a0', which has 0"
                  + " characters instead of 1 to 100"),
          Refusal.of(
              "a name on two lines",
              "{'name': 'Ada\\nLovelace'}",
              "name: must be a text of 1 to 100 characters, but it is 'Ada\\u000aLovelace', which"
                  + " holds the character U+000A at 4; leave it out"),
          Refusal.of(
              "an id of one's own choice",
              "{'employee_id': 'EMP-777'}",
              "employee_id: is not known; leave it out, or use one of: name, email, department,"
                  + " position, location, hire_date, new_department, phone, user_id, manager_id,"
                  + " salary, emergency_contact"),
          Refusal.of(
              "no name",
              "{'name': null}",
              "name: is missing; it must be a text of 1 to 100 characters"),
          Refusal.of(
              "everything at once",
              "{'email': 'BOB.TRAN@example.com', 'user_id': '125', 'manager_id': 'x', 'department':"
                  + " 'Sails', 'hire_date': '2031-01-01'}",
              "email bob.tran@example.com already belongs to EMP-002 (Bob Tran); give another one,"
                  + " or use that record.",
              "user_id 125 already belongs to EMP-003 (Carol Mendes); give another one, or leave it"
                  + " out.",
              "manager_id 'x' does not exist; get_employee_records lists them.",
              "department 'Sails' is not known; did you mean Sales? " + KNOWN,
              "hire_date 2031-01-01 must lie between 1950-01-01 and 2027-11-25."));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblemAndAddsNothing(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      hr.refuses(ALICE, ADD, VALID, REFUSALS);
      assertThat(hr.done(ALICE, "get_employee_records", "{}").path("total").asInt()).isEqualTo(8);
      assertThat(hr.done(ALICE, ADD, VALID).path("employee_id").asText()).isEqualTo("EMP-009");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAddedIsFoundAsItWasAnswered(Databases engine, @TempDir Path folder) {
    var full =
        changed(
            VALID,
            "{'email': 'Grace.Hopper@Example.com', 'phone': '+49 30 23125 109', 'user_id': '126',"
                + " 'manager_id': 'EMP-004', 'salary': 72000.5, 'emergency_contact': 'Ann, sister',"
                + " 'department': ' engineering ', 'location': 'BERLIN'}");
    try (var hr = HrFixture.fresh(engine, folder)) {
      var bare = hr.done(ALICE, ADD, VALID);
      var added = hr.done(ALICE, ADD, full);
      assertThat(bare.has("salary") || bare.has("user_id") || bare.has("manager_id")).isFalse();
      assertThat(added.toString())
          .isEqualTo(
              """
              {"employee_id":"EMP-010","user_id":"126","name":"Ada Lovelace",\
              "email":"grace.hopper@example.com","phone":"+49 30 23125 109",\
              "department":"Engineering","position":"Engineer","location":"Berlin",\
              "manager_id":"EMP-004","hire_date":"2026-12-01","salary":72000.50,\
              "emergency_contact":"Ann, sister","created_at":"2026-11-25T12:00:00.000Z",\
              "created_by":"alice"}\
              """);
      var found = hr.done(ALICE, "get_employee_records", "{'search': 'ada lovelace'}");
      assertThat(found.path("employees")).containsExactly(bare, added);
      var own = TestCallers.of("grace", "Officer", "126");
      assertThat(hr.done(own, "get_employee_records", "{'mine': true}").path("employees"))
          .containsExactly(added);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBoundsThemselvesAreWithin(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var change :
          List.of(
              "{'hire_date': '1950-01-01', 'email': 'a@example.com', 'salary': 0}",
              "{'hire_date': '2027-11-25', 'email': 'b@example.com', 'salary': 10000000}",
              "{'email': '!#$%&+/=?^_`{|}~-.@a.b', 'salary': 0.01}")) {
        assertThat(hr.problems(ALICE, ADD, changed(VALID, change))).as(change).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewDepartmentIsKnownFromThenOn(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var first = "{'department': 'Légal', 'new_department': true}";
      assertThat(hr.done(ALICE, ADD, changed(VALID, first)).path("department").asText())
          .isEqualTo("Légal");
      var second = "{'department': 'LEGAL', 'email': 'b@example.com'}";
      assertThat(hr.done(ALICE, ADD, changed(VALID, second)).path("department").asText())
          .isEqualTo("Légal");
      var third = "{'department': 'sales', 'new_department': true, 'email': 'c@example.com'}";
      assertThat(hr.done(ALICE, ADD, changed(VALID, third)).path("department").asText())
          .as("one of the same name is not made twice")
          .isEqualTo("Sales");
    }
  }
}
