package dev.rolegate.project;

import dev.rolegate.database.Database;
import dev.rolegate.mcp.Tool;
import java.time.Clock;
import java.util.List;

/** What the project server offers. */
final class ProjectTools {
  private final Tasks tasks;
  private final TaskUpdates updates;
  private final Summary summary;

  ProjectTools(Database database, Clock clock) {
    this.tasks = new Tasks(database, clock);
    this.updates = new TaskUpdates(database, clock, tasks);
    this.summary = new Summary(database, clock);
  }

  List<Tool<?, ?>> all() {
    return List.of(
        Tool.adding(
            "create_project_task",
            "Create a task",
            "Creates a task, in state todo, and returns it with its new task_id. It belongs to one"
                + " project: give project_id (get_project_summary lists them), or new_project to"
                + " open one. Refused when an open task of the project has the same title.",
            CreateProjectTask.class,
            Task.class,
            tasks::create),
        Tool.reading(
            "get_project_tasks",
            "Find tasks",
            "Finds tasks of all projects, with the total number of matches; what is due first comes"
                + " first. All filters are optional and must all hold. Use it first whenever a"
                + " task_id is needed and only the title is known (search).",
            GetProjectTasks.class,
            TaskPage.class,
            tasks::find),
        Tool.changing(
            "update_task_state",
            "Update a task",
            "Moves a task to another state, or reports progress in the one it has; may hand it over"
                + " or move its due date at the same time. todo, in_progress, in_review, completed"
                + " is the usual way; blocked and cancelled need a note. A completed task stays so"
                + " unless reopen is true; a cancelled one is final. get_task_progress tells which"
                + " states may follow. Who changed what, when, and the note are recorded.",
            UpdateTaskState.class,
            Task.class,
            updates::before,
            updates::update),
        Tool.reading(
            "get_task_progress",
            "Progress of a task",
            "One task as it is now, the days left until it is due, the states that may follow, and"
                + " the history of its changes, newest first: who, when, what, and the note.",
            GetTaskProgress.class,
            TaskProgress.class,
            updates::progress),
        Tool.reading(
            "get_overdue_tasks",
            "Find late tasks",
            "Finds the open tasks whose due date is over, with the number of days, longest overdue"
                + " first, and the total number of matches. A task that is due today is not yet"
                + " late. All filters are optional and must all hold.",
            GetOverdueTasks.class,
            OverdueTaskPage.class,
            tasks::findOverdue),
        Tool.reading(
            "get_project_summary",
            "Project summary",
            "Counts for all projects or one: tasks by state and priority, what is overdue, due soon"
                + " or assigned to nobody, who has how much to do, and how far each project is. It"
                + " also lists the projects with their ids.",
            GetProjectSummary.class,
            ProjectSummary.class,
            summary::of));
  }
}
