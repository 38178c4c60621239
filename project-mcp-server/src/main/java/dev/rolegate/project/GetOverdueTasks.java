package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import org.jspecify.annotations.Nullable;

/** Which late tasks are asked for. */
record GetOverdueTasks(
    @Describe("Only those of this project id, e.g. PROJ-001")
        @Length(max = 40)
        @Filters("task.project_id")
        @Nullable String projectId,
    @Describe("Only those of this person, by name, e.g. Bob Tran")
        @Length(max = 100)
        @Filters("task.assignee")
        @Nullable String assignee,
    @Describe("true: only those of the caller") @Filters("task.assignee") @Nullable Boolean mine,
    @Describe("Only this priority") @Filters("task.priority") @Nullable Priority priority,
    @Describe("Only those late by this many days or more; 1 unless given")
        @Range(min = 1, max = 36_500)
        @Filters("task.due_date")
        @Nullable Integer minDaysOverdue,
    @Describe("Order of the list; due_date unless given, the latest of all first")
        @Nullable TaskSort sort,
    @Describe("true: the other way round") @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
