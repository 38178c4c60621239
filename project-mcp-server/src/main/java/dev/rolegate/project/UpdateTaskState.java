package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A change of a task. */
record UpdateTaskState(
    @Describe("Task id, e.g. TASK-003") @Length(max = 40) String taskId,
    @Describe("The state that it gets; the same as before to report progress only") TaskState state,
    @Describe(
            "How much is done, 0 to 100: 0 for todo, 100 for completed, otherwise at most 99; as"
                + " before unless given; needed to reopen as in_progress")
        @Range(min = 0, max = 100)
        @Nullable Integer progressPercent,
    @Describe("What to tell others; needed to block (what it waits for), to cancel and to reopen")
        @Length(max = 1_000)
        @Nullable String note,
    @Describe("Name of whoever does it from now on, e.g. Bob Tran; as before unless given")
        @Length(max = 100)
        @Nullable String assignee,
    @Describe("New due date, e.g. 2027-01-15, not in the past; as before unless given")
        @Nullable LocalDate dueDate,
    @Describe("true: opens a completed task again; give the reason in note")
        @Nullable Boolean reopen) {}
