package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import org.jspecify.annotations.Nullable;

/** Whose progress is asked for. */
record GetTaskProgress(
    @Describe("Task id, e.g. TASK-001") @Length(max = 40) String taskId,
    @Describe("How many changes at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many changes to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
