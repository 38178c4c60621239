package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A new task, in a project that exists or that it opens. */
record CreateProjectTask(
    @Describe("What is to be done, in one line, e.g. Book the movers") @Length(max = 200)
        String title,
    @Describe("Project id, e.g. PROJ-001; left out only when new_project is given")
        @Length(max = 40)
        @Nullable String projectId,
    @Describe("Name of a new project that this task opens, instead of project_id")
        @Length(max = 100)
        @Nullable String newProject,
    @Describe("What is to be done, in full") @Length(max = 2_000) @Nullable String description,
    @Describe(
            "Name of whoever does it, e.g. Bob Tran; somebody known, unless new_assignee is true;"
                + " nobody yet unless given")
        @Length(max = 100)
        @Nullable String assignee,
    @Describe("true: the assignee is somebody new") @Nullable Boolean newAssignee,
    @Describe("The new assignee's id in tokens (claim id), if they may sign in, e.g. 126")
        @Length(max = 64)
        @Nullable String assigneeUserId,
    @Describe("How much it matters; medium unless given") @Nullable Priority priority,
    @Describe("Last day on which it should be completed, e.g. 2026-12-18; not in the past")
        @Nullable LocalDate dueDate) {}
