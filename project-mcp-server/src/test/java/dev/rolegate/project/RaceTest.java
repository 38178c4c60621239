package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
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

  @ParameterizedTest
  @EnumSource
  void theSameWorkIsFiledOnce(Databases engine, @TempDir Path folder) throws Exception {
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < 12; i++) {
      asked.add(
          new Asked(
              i % 2 == 0 ? ALICE : BOB,
              "create_project_task",
              "{'title':'%s','project_id':'PROJ-001'}".formatted(i % 3 == 0 ? "Test" : "TEST")));
    }
    var answers = atOnce(engine, folder, asked);
    assertThat(done(answers, "task_id")).containsExactly("TASK-013");
    assertThat(answers)
        .filteredOn(answer -> answer.result().isEmpty())
        .hasSize(11)
        .allSatisfy(answer ->
            assertThat(answer.refused())
                .containsExactly(
                    "title is that of TASK-013, which is still open in this project; update that"
                        + " one, or choose another title."));
  }

  @ParameterizedTest
  @EnumSource
  void aProjectIsOpenedOnceAndAPersonIsAddedOnce(Databases engine, @TempDir Path folder)
      throws Exception {
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < 6; i++) {
      asked.add(
          new Asked(
              ALICE,
              "create_project_task",
              "{'title':'Test %s','new_project':'Intranet'}".formatted(i)));
      asked.add(
          new Asked(
              ALICE,
              "create_project_task",
              "{'title':'Try %s','project_id':'PROJ-001','assignee':'Zoe Adler','new_assignee':true}"
                  .formatted(i)));
    }
    var answers = atOnce(engine, folder, asked);
    assertThat(done(answers, "task_id")).containsExactlyInAnyOrder("TASK-013", "TASK-014");
    assertThat(done(answers, "project_id")).containsExactlyInAnyOrder("PROJ-004", "PROJ-001");
  }

  @ParameterizedTest
  @EnumSource
  void noIdIsGivenTwiceAndNoneIsLeftOut(Databases engine, @TempDir Path folder) throws Exception {
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < 20; i++) {
      asked.add(
          new Asked(
              ALICE,
              "create_project_task",
              "{'title':'Test %s','project_id':'PROJ-001'}".formatted(i)));
    }
    // refused ones in between use up no number
    asked.add(10, new Asked(ALICE, "create_project_task", "{'title':'Test','project_id':'no'}"));
    assertThat(done(atOnce(engine, folder, asked), "task_id"))
        .hasSize(20)
        .doesNotHaveDuplicates()
        .contains("TASK-013", "TASK-032");
  }

  @ParameterizedTest
  @EnumSource
  void ofThoseWhoCloseATaskTheFirstDecides(Databases engine, @TempDir Path folder)
      throws Exception {
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < 10; i++) {
      asked.add(
          new Asked(
              i % 2 == 0 ? ALICE : BOB,
              "update_task_state",
              "{'task_id':'TASK-007','state':'%s','note':'Decided'}"
                  .formatted(i % 2 == 0 ? "completed" : "cancelled")));
    }
    var answers = atOnce(engine, folder, asked);
    var state = done(answers, "state");
    assertThat(state).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.result().isEmpty())
        .allSatisfy(answer ->
            assertThat(answer.refused())
                .singleElement()
                .asString()
                .startsWith("TASK-007 was " + state.get(0) + " by "));
  }

  private static List<Answer> atOnce(Databases engine, Path folder, List<Asked> asked)
      throws Exception {
    var config = engine.fresh("project", folder);
    return Race.atOnce(ProjectFixture.open(config), ProjectFixture.open(config), asked);
  }
}
