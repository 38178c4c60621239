package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** A task that is late, and how late. */
record OverdueTask(
    @Describe("How many days its due date is over") int daysOverdue,
    @Describe("The task") Task task) {

  static OverdueTask on(LocalDate today, Task task) {
    var dueDate = task.dueDate();
    if (dueDate == null) {
      throw new IllegalArgumentException(task.taskId() + " has no due date");
    }
    return new OverdueTask(Math.toIntExact(ChronoUnit.DAYS.between(dueDate, today)), task);
  }
}
