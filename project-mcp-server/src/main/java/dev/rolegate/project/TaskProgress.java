package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a task stands and how it got there. */
record TaskProgress(
    @Describe("The task as it is now") Task task,
    @Describe(
            "How many days are left until the due date, negative when late; absent without a due date and when closed")
        @Nullable Integer daysUntilDue,
    @Describe("The states that may follow; out of completed only with reopen: true")
        List<TaskState> nextStates,
    @Describe("What happened to it, newest first") List<TaskChange> history,
    @Describe("How many changes there are in all; ask for more with offset") int historyTotal) {
  TaskProgress {
    nextStates = List.copyOf(nextStates);
    history = List.copyOf(history);
  }
}
