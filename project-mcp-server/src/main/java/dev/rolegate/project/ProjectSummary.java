package dev.rolegate.project;

import dev.rolegate.mcp.schema.AggregateOf;
import dev.rolegate.mcp.schema.Describe;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Projects and tasks in numbers. */
record ProjectSummary(
    @Describe("The day that the numbers are of") LocalDate asOf,
    @Describe("The project id, when only one was asked for") @Nullable String projectId,
    @Describe("How many tasks there are") int tasks,
    @Describe("How many are neither completed nor cancelled") int open,
    @Describe("How many of the open ones are past their due date") int overdue,
    @Describe("How many of the open ones are due today or in the next seven days") int dueSoon,
    @Describe("How many of the open ones nobody is assigned to") int unassigned,
    @Describe("How many were completed in the last 30 days") int completedRecently,
    @Describe("How many tasks are in which state, in the order of their lives")
        List<StateCount> byState,
    @Describe("How many open tasks have which priority, most urgent first")
        List<PriorityCount> openByPriority,
    @Describe("Who has how many open tasks: the 50 busiest, busiest first") List<Workload> workload,
    @Describe("The projects of this page, with most open tasks first") List<Standing> projects,
    @Describe("How many projects there are in all; ask for more with offset") int projectsTotal) {
  ProjectSummary {
    byState = List.copyOf(byState);
    openByPriority = List.copyOf(openByPriority);
    workload = List.copyOf(workload);
    projects = List.copyOf(projects);
  }

  /** How many tasks share a state. */
  record StateCount(
      @Describe("The state") TaskState state, @Describe("How many tasks") int tasks) {}

  /** How many open tasks share a priority. */
  record PriorityCount(
      @Describe("The priority") Priority priority, @Describe("How many open tasks") int open) {}

  /** What one person has to do. */
  record Workload(
      @Describe("Name of the person") String assignee,
      @Describe("How many open tasks") int open,
      @Describe("How many of them are past their due date") int overdue) {}

  /** Where one project stands. */
  record Standing(
      @Describe("Project id, e.g. PROJ-001") String projectId,
      @Describe("Name of the project") String name,
      @Describe("How many tasks it has") int tasks,
      @Describe("How many are neither completed nor cancelled") int open,
      @Describe("How many of the open ones are past their due date") int overdue,
      @Describe("How many are completed") int completed,
      @Describe(
              "Mean progress of its tasks but the cancelled, rounded down, so that 100 means done;"
                  + " absent when it has none")
          @AggregateOf(field = "task.progress_percent")
          @Nullable Integer progressPercent,
      @Describe("The next due date of an open task, which may be over")
          @AggregateOf(field = "task.due_date")
          @Nullable LocalDate nextDueDate) {}
}
