package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture;
import dev.rolegate.mcp.PolicyHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the shipped policy keeps from an Officer and an AssistantManager. The questions are those of
 * an attacker: what an answer does not depend on, no answer tells.
 */
class HrSightTest {
  private static final String EMPLOYEES = "get_employee_records";
  private static final String LEAVE = "get_leave_requests";
  private static final Caller NOBODY = TestCallers.of("test_client", "Officer", null);

  private static final List<String> ANY =
      List.of(
          "'EMP-001'",
          "'EMP-004'",
          "'EMP-007'",
          "'EMP-099'",
          "'emp-4'",
          "'4'",
          "'Grace'",
          "'LEAVE-002'",
          "'LEAVE-004'",
          "'LEAVE-099'",
          "'leave 4'",
          "'123'",
          "'124'",
          "'900'",
          "'2018-01-08'",
          "'2023-08-15'",
          "'2027-03-01'",
          "true",
          "false",
          "1",
          "'sick'",
          "'parental'",
          "'approved'",
          "'pending'",
          "'Engineering'",
          "'Enginering'",
          "'Berlin'",
          "'129000'",
          "'CANARY'",
          "'okafor'",
          "'%'",
          "''",
          "null");

  private static final List<String> ARGUMENTS =
      List.of(
          "employee_id",
          "user_id",
          "mine",
          "search",
          "department",
          "location",
          "manager_id",
          "hire_date_from",
          "hire_date_to",
          "leave_request_id",
          "status",
          "leave_type",
          "from",
          "to",
          "salary",
          "salary_from",
          "emergency_contact",
          "phone",
          "limit",
          "offset",
          "descending");

  private static final List<String> SORTS =
      List.of(
          "employee_id",
          "name",
          "department",
          "hire_date",
          "salary",
          "start_date",
          "created_at",
          "leave_request_id");

  /** Every question that could depend on something hidden, and what came of it. */
  private static Map<String, String> answers(PolicyHarness hr, Caller caller) {
    var answers = new LinkedHashMap<String, String>();
    questions()
        .forEach(question -> {
          for (var tool : List.of(EMPLOYEES, LEAVE)) {
            answers.put(tool + " " + question, hr.call(caller, tool, question).text());
          }
        });
    writes()
        .forEach(arguments ->
            answers.put(
                "create_leave_request " + arguments,
                hr.call(caller, "create_leave_request", arguments).text()));
    answers.put("tools/list", hr.list(caller).toString());
    return answers;
  }

  private static Stream<String> questions() {
    var questions = new ArrayList<String>(List.of("{}"));
    for (var argument : ARGUMENTS) {
      for (var value : ANY) {
        questions.add("{'%s': %s}".formatted(argument, value));
      }
    }
    for (var sort : SORTS) {
      for (var further : List.of("", ", 'descending': true", ", 'limit': 1, 'offset': 2")) {
        questions.add("{'sort': '%s'%s}".formatted(sort, further));
      }
    }
    return questions.stream();
  }

  /** For others: they overlap with leave, come before the hire date, or name nobody. */
  private static Stream<String> writes() {
    return Stream.of(
            "EMP-001", "EMP-002", "EMP-004", "EMP-007", "EMP-008", "EMP-099", "emp-7", "900")
        .flatMap(id ->
            Stream.of("2027-03-01", "2026-12-23", "2027-02-16", "2025-01-01")
                .map(day ->
                    ("{'employee_id': '%s', 'leave_type': 'annual', 'start_date': '%s',"
                            + " 'end_date': '%s'}")
                        .formatted(id, day, day)));
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatAnOfficerDoesNotSeeChangesAnyAnswerToIt(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var policy = hr.underPolicy();
      var before = answers(policy, CAROL);
      var beforeOfNobody = answers(policy, NOBODY);
      hr.database()
          .<Integer>write(handle -> {
            handle.execute("delete from leave_requests where employee_id <> 'EMP-003'");
            handle.execute(
                "update employees set salary = 77771234, emergency_contact = 'canary contact', phone ="
                    + " '900', manager_id = 'EMP-007', hire_date = '2027-09-09', created_by ="
                    + " 'CANARY', created_at = '2020-02-02T00:00:00.000Z' where employee_id <>"
                    + " 'EMP-003'");
            handle.execute("update employees set user_id = '900' where employee_id = 'EMP-004'");
            return handle.execute(
                "update employees set user_id = '901' where employee_id = 'EMP-001'");
          });
      assertThat(answers(policy, CAROL)).isEqualTo(before);
      assertThat(answers(policy, NOBODY)).isEqualTo(beforeOfNobody);
      before.remove("tools/list");
      assertThat(before.values().toString())
          .doesNotContain("Kim, 2027", "2027-05-28", "Second child", "EMP-004 (", "EMP-007 (")
          .contains("not for your role", "the caller's own");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noSalaryAndNoContactChangesAnyAnswerToAnAssistantManager(
      Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var policy = hr.underPolicy();
      var before = answers(policy, BOB);
      before.put("summary", policy.call(BOB, "get_hr_summary", "{}").text());
      hr.database()
          .<Integer>write(handle -> {
            handle.execute("update employees set emergency_contact = 'canary contact'");
            // the sum, and so the mean, stays as it is
            handle.execute(
                "update employees set salary = salary + 5000000 where employee_id = 'EMP-001'");
            return handle.execute(
                "update employees set salary = salary - 5000000 where employee_id = 'EMP-004'");
          });
      undoLeave(hr);
      var after = answers(policy, BOB);
      after.put("summary", policy.call(BOB, "get_hr_summary", "{}").text());
      assertThat(after.keySet()).isEqualTo(before.keySet());
      assertThat(after.values().toString())
          .doesNotContain("canary contact", "\"salary\":", "\"emergency_contact\":");
      after.keySet().stream()
          .filter(question -> !question.startsWith("create_leave_request"))
          .forEach(question ->
              assertThat(after.get(question)).as(question).isEqualTo(before.get(question)));
    }
  }

  /** An AssistantManager may file leave for others, which the first round of questions did. */
  private static void undoLeave(HrFixture hr) {
    hr.database()
        .<Integer>write(handle ->
            handle.execute(
                "delete from leave_requests where length(leave_request_id) > 0 and"
                    + " created_by = 'bob' and leave_request_id <> 'LEAVE-005'"));
  }

  @ParameterizedTest
  @EnumSource
  void anOfficerSeesFiveFieldsOfOthersAndAllOfItsOwn(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var seen = hr.underPolicy().call(CAROL, EMPLOYEES, "{}").result();
      assertThat(seen.path("total").asInt()).isEqualTo(8);
      for (var each : seen.path("employees")) {
        assertThat(members(each))
            .hasSize(each.path("name").asText().equals("Carol Mendes") ? 14 : 5)
            .contains("name", "email", "department", "position", "location");
      }
      assertThat(DomainFixture.each(seen.path("employees"), "name"))
          .as("by name, for the order of ids would tell who came first")
          .isSorted();
      var own = hr.underPolicy().call(CAROL, EMPLOYEES, "{'mine': true}").result();
      assertThat(own.at("/employees/0/salary").decimalValue()).isEqualByComparingTo("54200");
      assertThat(own.at("/employees/0/emergency_contact").asText()).startsWith("Rui");
      var byDepartment =
          hr.underPolicy().call(CAROL, EMPLOYEES, "{'sort': 'department', 'descending': true}");
      assertThat(DomainFixture.each(byDepartment.result().path("employees"), "name"))
          .containsSubsequence("Hugo Martin", "Emma Lindqvist", "Daniel Okafor");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOfficerHasItsOwnLeaveAndFilesItsOwn(Databases engine, @TempDir Path folder) {
    var mine =
        "{'employee_id': 'EMP-003', 'leave_type': 'annual', 'start_date': '2027-03-01', 'end_date':"
            + " '2027-03-05'}";
    try (var hr = HrFixture.fresh(engine, folder)) {
      var policy = hr.underPolicy();
      var seen = policy.call(CAROL, LEAVE, "{}").result();
      assertThat(seen.path("total").asInt()).isEqualTo(1);
      assertThat(DomainFixture.each(seen.path("leave_requests"), "leave_request_id"))
          .containsExactly("LEAVE-001");
      assertThat(policy.call(NOBODY, LEAVE, "{}").result().path("total").asInt()).isZero();
      assertThat(policy.call(CAROL, LEAVE, "{'leave_request_id': 'LEAVE-004'}").refused())
          .isEqualTo(
              "leave_request_id 'LEAVE-004' does not exist; get_leave_requests lists those that you"
                  + " see.");
      var others = mine.replace("EMP-003", "EMP-007");
      var nobodys = mine.replace("EMP-003", "EMP-099");
      assertThat(policy.call(CAROL, "create_leave_request", others).refused())
          .isEqualTo(policy.call(CAROL, "create_leave_request", nobodys).refused());
      assertThat(policy.call(NOBODY, "create_leave_request", mine).refused())
          .contains("no id claim");
      var filed = policy.call(CAROL, "create_leave_request", mine).result();
      assertThat(filed.path("employee_name").asText()).isEqualTo("Carol Mendes");
      assertThat(policy.call(CAROL, LEAVE, "{}").result().path("total").asInt()).isEqualTo(2);
      assertThat(policy.call(BOB, "create_leave_request", others).refused())
          .startsWith("It overlaps LEAVE-004 (parental");
      assertThat(policy.call(ALICE, LEAVE, "{}").result().path("total").asInt()).isEqualTo(6);
    }
  }

  private static List<String> members(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
