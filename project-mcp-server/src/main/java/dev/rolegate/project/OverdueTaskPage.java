package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import java.time.LocalDate;
import java.util.List;

/** Some of the tasks that are late. */
record OverdueTaskPage(
    @Describe("The day on which they are late") LocalDate asOf,
    @Describe("The tasks of this page") List<OverdueTask> overdueTasks,
    @Describe("How many match in all; ask for more with offset") int total) {
  OverdueTaskPage {
    overdueTasks = List.copyOf(overdueTasks);
  }
}
