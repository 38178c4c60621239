package dev.rolegate.project;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.GivenAtWrite;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One task and where it stands. */
record Task(
    @GivenAtWrite @Describe("Task id, e.g. TASK-001") String taskId,
    @GivenAtWrite @Describe("Project id, e.g. PROJ-001") String projectId,
    @Describe("Name of the project") String projectName,
    @Describe("What is to be done, in one line") String title,
    @Describe("What is to be done, in full") @Nullable String description,
    @Describe("Who does it; absent when nobody is assigned yet") @Nullable String assignee,
    @Describe("How much it matters") Priority priority,
    @Describe("State; cancelled is final, completed ends only by reopening") TaskState state,
    @Describe("How much is done, 0 to 100; 100 exactly when completed") int progressPercent,
    @Describe("Last day on which it should be completed") @Nullable LocalDate dueDate,
    @Describe("Whether it is still open after its due date") boolean overdue,
    @GivenAtWrite @Describe("When it was created") Instant createdAt,
    @Describe("Who created it (subject of the token)") String createdBy,
    @GivenAtWrite @Describe("When it last changed") Instant updatedAt,
    @Describe("Who changed it last (subject of the token)") String updatedBy,
    @GivenAtWrite @Describe("When it was completed or cancelled") @Nullable Instant closedAt) {}
