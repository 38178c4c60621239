package dev.rolegate.project;

import dev.rolegate.database.Database;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.NearIds;
import dev.rolegate.mcp.query.SearchText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of projects and its rules. Thread-safe. */
final class Projects {
  private static final String SELECT = "select project_id, name from projects ";

  private Projects() {}

  /** Notes a problem with near matches when the id is given and no project has it. */
  static void check(Handle handle, @Nullable String id, Call call, List<String> problems) {
    if (id != null && byId(handle, id).isEmpty()) {
      problems.add(
          NearIds.unknown(
              handle,
              "project_id",
              id,
              "select project_id as id, name as label from projects"
                  + " order by length(project_id), project_id",
              "get_project_summary",
              call.seesAll("standing", "project_id", "name")));
    }
  }

  /** Notes problems unless the task names one project that exists, or a new one. */
  static void check(Handle handle, CreateProjectTask wanted, Call call, List<String> problems) {
    check(handle, wanted.projectId(), call, problems);
    var name = wanted.newProject();
    if (name == null && wanted.projectId() == null) {
      problems.add(
          "project_id is missing; get_project_summary lists them, or give the name of a new project"
              + " as new_project.");
    }
    if (name != null && wanted.projectId() != null) {
      problems.add("project_id and new_project exclude each other; leave out one of them.");
    } else if (name != null) {
      byName(handle, name)
          .ifPresent(other ->
              problems.add(
                  "new_project %s exists already; give project_id %s instead."
                      .formatted(other.name(), other.projectId())));
    }
  }

  /** The project of a checked new task; opens a new one. */
  static Project of(Handle handle, CreateProjectTask wanted, Instant now, String subject) {
    var name = wanted.newProject();
    return name == null
        ? byId(handle, wanted.projectId()).orElseThrow()
        : open(handle, name, now, subject);
  }

  private static Project open(Handle handle, String name, Instant now, String subject) {
    var project = new Project(Database.nextId(handle, "PROJ"), name);
    handle
        .createUpdate(
            "insert into projects (project_id, name, created_at, created_by, search_text)"
                + " values (:projectId, :name, :createdAt, :createdBy, :searchText)")
        .bind("projectId", project.projectId())
        .bind("name", name)
        .bind("createdAt", now)
        .bind("createdBy", subject)
        .bind("searchText", SearchText.folded(name))
        .execute();
    return project;
  }

  private static Optional<Project> byId(Handle handle, @Nullable String id) {
    return handle
        .createQuery(SELECT + "where project_id = :id")
        .bind("id", id)
        .mapTo(Project.class)
        .findOne();
  }

  private static Optional<Project> byName(Handle handle, String name) {
    return handle
        .createQuery(SELECT + "where search_text = :text")
        .bind("text", SearchText.folded(name))
        .mapTo(Project.class)
        .findOne();
  }
}
