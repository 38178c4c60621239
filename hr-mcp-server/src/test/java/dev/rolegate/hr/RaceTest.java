package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static dev.rolegate.mcp.Race.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.Race;
import dev.rolegate.mcp.Race.Asked;
import dev.rolegate.mcp.ToolHarness.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers at once, half of them on a second server over the same database. */
class RaceTest {
  private static final String ADA =
      "{'name': 'Ada Lovelace', 'email': '%s', 'user_id': '%s', 'department': 'Engineering',"
          + " 'position': 'Engineer', 'location': 'Berlin', 'hire_date': '2026-12-01'}";

  @ParameterizedTest
  @EnumSource
  void ofLeaveThatOverlapsExactlyOneIsFiled(Databases engine, @TempDir Path folder)
      throws Exception {
    var asked = new ArrayList<Asked>();
    for (var day = 1; day <= 20; day++) {
      asked.add(
          new Asked(
              CAROL,
              "create_leave_request",
              ("{'employee_id': 'EMP-001', 'leave_type': 'annual', 'start_date': '2026-12-%02d',"
                      + " 'end_date': '2026-12-21'}")
                  .formatted(day)));
    }
    var answers = atOnce(engine, folder, asked);
    assertThat(done(answers, "leave_request_id")).containsExactly("LEAVE-006");
    assertThat(answers)
        .filteredOn(answer -> answer.result().isEmpty())
        .hasSize(19)
        .allSatisfy(answer ->
            assertThat(answer.refused())
                .singleElement()
                .asString()
                .startsWith("It overlaps LEAVE-006 (annual, 2026-12-")
                .endsWith(" to 2026-12-21, pending); choose other days."));
  }

  @ParameterizedTest
  @EnumSource
  void noIdIsGivenTwiceAndNoneIsLeftOut(Databases engine, @TempDir Path folder) throws Exception {
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < 20; i++) {
      asked.add(
          new Asked(
              ALICE, "add_employee_record", ADA.formatted("a" + i + "@example.com", 500 + i)));
    }
    // refused ones in between use up no number
    asked.add(10, new Asked(ALICE, "add_employee_record", ADA.formatted("b@example.com", 123)));
    assertThat(done(atOnce(engine, folder, asked), "employee_id"))
        .hasSize(20)
        .doesNotHaveDuplicates()
        .contains("EMP-009", "EMP-028");
  }

  @ParameterizedTest
  @EnumSource
  void anEmailAndAUserIdFindOneOwner(Databases engine, @TempDir Path folder) throws Exception {
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < 10; i++) {
      var sameEmail = i % 2 == 0 ? "ada@example.com" : "ADA@example.com";
      asked.add(new Asked(ALICE, "add_employee_record", ADA.formatted(sameEmail, 500 + i)));
      asked.add(
          new Asked(ALICE, "add_employee_record", ADA.formatted("u" + i + "@example.com", 900)));
    }
    var answers = atOnce(engine, folder, asked);
    assertThat(done(answers, "employee_id")).containsExactlyInAnyOrder("EMP-009", "EMP-010");
    assertThat(done(answers, "email")).filteredOn("ada@example.com"::equals).hasSize(1);
    assertThat(done(answers, "user_id")).filteredOn("900"::equals).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoDecisionsTheFirstIsFinal(Databases engine, @TempDir Path folder) throws Exception {
    var approve = "{'leave_request_id': 'LEAVE-004', 'decision': 'approve'}";
    var reject = "{'leave_request_id': 'LEAVE-004', 'decision': 'reject', 'comment': 'No'}";
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < 10; i++) {
      asked.add(
          new Asked(
              i % 2 == 0 ? ALICE : BOB, "decide_leave_request", i % 2 == 0 ? approve : reject));
    }
    var answers = atOnce(engine, folder, asked);
    var status = done(answers, "status");
    assertThat(status).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.result().isEmpty())
        .allSatisfy(answer ->
            assertThat(answer.refused())
                .singleElement()
                .asString()
                .startsWith("LEAVE-004 was already " + status.get(0) + " by "));
  }

  private static List<Answer> atOnce(Databases engine, Path folder, List<Asked> asked)
      throws Exception {
    var config = engine.fresh("hr", folder);
    return Race.atOnce(HrFixture.open(config), HrFixture.open(config), asked);
  }
}
