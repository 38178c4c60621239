package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of legal transitions, written down a second time. */
class TransitionsTest {
  private static final List<String> REOPENED = List.of("todo", "in_progress");
  private static final List<String> CLOSED = List.of("completed", "cancelled");

  private static List<String> legalAfter(String state) {
    return switch (state) {
      case "todo" -> List.of("in_progress", "blocked", "cancelled");
      case "in_progress" -> List.of("todo", "blocked", "in_review", "completed", "cancelled");
      case "blocked" -> List.of("todo", "in_progress", "cancelled");
      case "in_review" -> List.of("in_progress", "blocked", "completed", "cancelled");
      case "completed", "cancelled" -> List.of();
      default -> throw new AssertionError("no state: " + state);
    };
  }

  private static String change(String id, TaskState to, String more) {
    return "{'task_id':'%s','state':'%s','note':'Because'%s}".formatted(id, to, more);
  }

  @ParameterizedTest
  @EnumSource
  void outOfEachStateTheLegalOnesFollowAndNoOthers(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var from : TaskState.values()) {
        for (var to : TaskState.values()) {
          var name = from + " to " + to;
          var id = project.taskIn(from, name);
          var answer = project.tools().call(ALICE, "update_task_state", change(id, to, ""));
          var stays = from == to && !CLOSED.contains(from.toString());
          softly
              .assertThat(answer.result().isPresent())
              .as(name)
              .isEqualTo(stays || legalAfter(from.toString()).contains(to.toString()));
          softly
              .assertThat(project.task(id).path("state").asText())
              .as(name)
              .isEqualTo((answer.result().isPresent() ? to : from).toString());
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void reopeningLeadsFromCompletedToTheOpenOnesAndFromNowhereElse(
      Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var from : TaskState.values()) {
        for (var to : TaskState.values()) {
          var name = from + " reopened as " + to;
          var id = project.taskIn(from, name);
          var more =
              ",'reopen':true" + (to == TaskState.IN_PROGRESS ? ",'progress_percent':1" : "");
          softly
              .assertThat(
                  project
                      .tools()
                      .call(ALICE, "update_task_state", change(id, to, more))
                      .result()
                      .isPresent())
              .as(name)
              .isEqualTo(from == TaskState.COMPLETED && REOPENED.contains(to.toString()));
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void progressTellsWhatMayFollow(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var state : TaskState.values()) {
        var id = project.taskIn(state, "in " + state);
        var next = project.done(BOB, "get_task_progress", "{'task_id':'" + id + "'}");
        softly
            .assertThat(stream(next.path("next_states")).map(JsonNode::asText))
            .as(state.toString())
            .containsExactlyElementsOf(
                state == TaskState.COMPLETED ? REOPENED : legalAfter(state.toString()));
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void noSequenceOfUpdatesLeavesTheTable(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var seed = 1; seed <= 8; seed++) {
        var random = new Random(seed);
        var id = project.taskIn(TaskState.TODO, "of seed " + seed);
        var accepted = 1;
        for (var step = 0; step < 30; step++) {
          var before = project.task(id);
          var answer = project.tools().call(BOB, "update_task_state", anything(random, id));
          if (answer.result().isPresent()) {
            accepted++;
          } else {
            assertThat(project.task(id)).as("a refusal changes nothing").isEqualTo(before);
          }
        }
        var progress =
            project.done(BOB, "get_task_progress", "{'task_id':'%s','limit':200}".formatted(id));
        assertThat(progress.path("history_total").asInt()).isEqualTo(accepted);
        assertThat(accepted).as("seed %d does something", seed).isGreaterThan(2);
        assertLegal(progress.path("task"), progress.path("history"));
      }
    }
  }

  /** An update that is sometimes legal. */
  private static String anything(Random random, String id) {
    var states = TaskState.values();
    var state = states[random.nextInt(states.length)];
    if (state == TaskState.CANCELLED && random.nextInt(8) > 0) {
      state = TaskState.IN_PROGRESS;
    }
    var percents = List.of(0, 1, 50, 99, 100);
    return "{'task_id':'%s','state':'%s'%s%s%s}"
        .formatted(
            id,
            state,
            random.nextBoolean() ? ",'note':'Because'" : "",
            random.nextBoolean()
                ? ",'progress_percent':" + percents.get(random.nextInt(percents.size()))
                : "",
            random.nextInt(3) == 0 ? ",'reopen':true" : "");
  }

  /** Holds a task against its history, newest first. */
  static void assertLegal(JsonNode task, JsonNode history) {
    var newest = history.path(0);
    assertThat(newest.path("to_state")).isEqualTo(task.path("state"));
    for (var member : List.of("progress_percent", "assignee", "due_date")) {
      assertThat(newest.path(member)).as(member).isEqualTo(task.path(member));
    }
    assertThat(newest.path("changed_at")).isEqualTo(task.path("updated_at"));
    assertThat(newest.path("changed_by")).isEqualTo(task.path("updated_by"));
    for (var i = 0; i < history.size(); i++) {
      assertLegal(history.path(i), i + 1 == history.size() ? null : history.path(i + 1), i);
    }
    assertThat(history.path(history.size() - 1).path("changed_at"))
        .isEqualTo(task.path("created_at"));
  }

  private static void assertLegal(JsonNode change, @Nullable JsonNode before, int at) {
    var to = change.path("to_state").asText();
    var percent = change.path("progress_percent").asInt();
    assertThat(percent)
        .isBetween(
            to.equals("completed") ? 100 : 0,
            switch (to) {
              case "todo" -> 0;
              case "completed" -> 100;
              default -> 99;
            });
    if (before == null) {
      assertThat(to).isEqualTo("todo");
      assertThat(change.has("from_state")).isFalse();
      return;
    }
    var from = change.path("from_state").asText();
    assertThat(from).as("change %d continues", at).isEqualTo(before.path("to_state").asText());
    assertThat(change.path("changed_at").asText())
        .isGreaterThanOrEqualTo(before.path("changed_at").asText());
    var legal =
        from.equals("completed")
            ? REOPENED.contains(to) && change.has("note")
            : legalAfter(from).contains(to) || (from.equals(to) && !CLOSED.contains(to));
    assertThat(legal).as("change %d from %s to %s", at, from, to).isTrue();
    if (!from.equals(to) && List.of("blocked", "cancelled").contains(to)) {
      assertThat(change.has("note")).as("change %d says why", at).isTrue();
    }
  }
}
