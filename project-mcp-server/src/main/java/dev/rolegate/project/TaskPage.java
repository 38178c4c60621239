package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import java.util.List;

/** Some of the tasks that match. */
record TaskPage(
    @Describe("The tasks of this page") List<Task> tasks,
    @Describe("How many match in all; ask for more with offset") int total) {
  TaskPage {
    tasks = List.copyOf(tasks);
  }
}
