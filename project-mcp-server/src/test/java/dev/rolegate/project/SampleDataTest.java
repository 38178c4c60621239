package dev.rolegate.project;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.query.SearchText;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample data could have come about by the tools. */
class SampleDataTest {
  record Text(String title, @Nullable String description, String titleText, String searchText) {}

  record Name(String name, String searchText) {}

  @ParameterizedTest
  @EnumSource
  void everyTaskGotWhereItIsByLegalSteps(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var tasks = project.done(BOB, "get_project_tasks", "{}").path("tasks");
      assertThat(tasks).hasSize(12);
      for (var task : tasks) {
        var progress =
            project.done(
                BOB,
                "get_task_progress",
                "{'task_id':'%s'}".formatted(task.path("task_id").asText()));
        TransitionsTest.assertLegal(task, progress.path("history"));
        assertThat(task.path("updated_at").asText()).isLessThan("2026-11-25");
      }
      assertThat(each(tasks, "project_id")).contains("PROJ-001", "PROJ-002", "PROJ-003");
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsFoundAsIfTheToolsHadWrittenIt(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      var texts =
          project
              .database()
              .read(handle ->
                  handle
                      .createQuery("select title, description, title_text, search_text from tasks")
                      .mapTo(Text.class)
                      .list());
      assertThat(texts)
          .hasSize(12)
          .allSatisfy(text -> {
            assertThat(text.titleText()).isEqualTo(SearchText.folded(text.title()));
            assertThat(text.searchText())
                .isEqualTo(SearchText.folded(text.title(), text.description()));
          });
      var names =
          project
              .database()
              .read(handle ->
                  handle
                      .createQuery(
                          "select name, search_text from projects union all"
                              + " select name, search_text from people")
                      .mapTo(Name.class)
                      .list());
      assertThat(names)
          .hasSize(11)
          .allSatisfy(
              name -> assertThat(name.searchText()).isEqualTo(SearchText.folded(name.name())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDemoClientsThatMayEnterHaveTasksOfTheirOwn(Databases engine, @TempDir Path folder) {
    try (var project = ProjectFixture.fresh(engine, folder)) {
      for (var caller : List.of(ALICE, BOB)) {
        var mine = project.done(caller, "get_project_tasks", "{'mine':true}").path("tasks");
        assertThat(each(mine, "assignee"))
            .containsOnly(caller == ALICE ? "Alice Warren" : "Bob Tran");
      }
    }
  }
}
