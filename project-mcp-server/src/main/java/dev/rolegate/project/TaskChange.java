package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One change of a task: how it was left. */
record TaskChange(
    @Describe("State before; absent for the creation") @Nullable TaskState fromState,
    @Describe("State after; the same as before when only progress was reported") TaskState toState,
    @Describe("Progress after, 0 to 100") int progressPercent,
    @Describe("Who did it then") @Nullable String assignee,
    @Describe("Due date after") @Nullable LocalDate dueDate,
    @Describe("What was said about the change") @Nullable String note,
    @Describe("When it was made") Instant changedAt,
    @Describe("Who made it (subject of the token)") String changedBy) {}
