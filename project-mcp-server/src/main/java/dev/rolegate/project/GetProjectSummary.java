package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import org.jspecify.annotations.Nullable;

/** Of what a summary is asked for. */
record GetProjectSummary(
    @Describe("Only this project id, e.g. PROJ-001; all projects unless given")
        @Length(max = 40)
        @Filters("standing.project_id")
        @Nullable String projectId,
    @Describe("How many projects at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many projects to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
