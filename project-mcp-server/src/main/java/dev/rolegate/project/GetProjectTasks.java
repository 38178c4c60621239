package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which tasks are asked for. */
record GetProjectTasks(
    @Describe("Only the task with this id, e.g. TASK-001")
        @Length(max = 40)
        @Filters("task.task_id")
        @Nullable String taskId,
    @Describe("Only those of this project id, e.g. PROJ-001")
        @Length(max = 40)
        @Filters("task.project_id")
        @Nullable String projectId,
    @Describe("Text in title, description or name of the project; case does not matter")
        @Length(max = 100)
        @Filters({"task.title", "task.description", "task.project_name"})
        @Nullable String search,
    @Describe("Only those of this person, by name, e.g. Bob Tran")
        @Length(max = 100)
        @Filters("task.assignee")
        @Nullable String assignee,
    @Describe("true: only those of the caller") @Filters("task.assignee") @Nullable Boolean mine,
    @Describe("true: only those that nobody is assigned to") @Filters("task.assignee")
        @Nullable Boolean unassigned,
    @Describe("Only this state") @Filters("task.state") @Nullable TaskState state,
    @Describe("true: only those that are neither completed nor cancelled") @Filters("task.state")
        @Nullable Boolean open,
    @Describe("Only this priority") @Filters("task.priority") @Nullable Priority priority,
    @Describe("Due on this day or later, e.g. 2026-12-01") @Filters("task.due_date")
        @Nullable LocalDate dueFrom,
    @Describe("Due on this day or earlier, e.g. 2026-12-31") @Filters("task.due_date")
        @Nullable LocalDate dueTo,
    @Describe("Order of the list; the first of these unless given") @Nullable TaskSort sort,
    @Describe("true: the other way round") @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
