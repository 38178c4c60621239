package dev.rolegate.project;

import dev.rolegate.database.Database;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Selection;
import dev.rolegate.project.ProjectSummary.PriorityCount;
import dev.rolegate.project.ProjectSummary.Standing;
import dev.rolegate.project.ProjectSummary.StateCount;
import dev.rolegate.project.ProjectSummary.Workload;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Counts over all tables. Thread-safe. */
final class Summary {
  private static final int LONGEST_LIST = 50;
  private static final String TASKS =
      " from tasks t left join people a on a.name = t.assignee"
          + " where (cast(:projectId as text) is null or t.project_id = :projectId) ";
  private static final String OPEN_TASKS = TASKS + "and " + Tasks.OPEN + " ";
  private static final String STANDINGS =
      """
      from (
        select p.project_id, p.name, count(t.task_id) as tasks,
          count(t.task_id) filter (where %1$s) as open,
          count(t.task_id) filter (where %2$s) as overdue,
          count(t.task_id) filter (where t.state = 'COMPLETED') as completed,
          cast(sum(t.progress_percent) filter (where t.state <> 'CANCELLED') as integer)
            / cast(count(t.task_id) filter (where t.state <> 'CANCELLED') as integer)
            as progress_percent,
          min(t.due_date) filter (where %1$s) as next_due_date
        from projects p left join tasks t on t.project_id = p.project_id
        group by p.project_id, p.name
      ) standing
      where (cast(:projectId as text) is null or project_id = :projectId)
      """
          .formatted(Tasks.OPEN, Tasks.OVERDUE);
  private static final String BUSIEST_FIRST = "order by open desc, length(project_id), project_id";

  private final Database database;
  private final Clock clock;

  Summary(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<ProjectSummary> of(GetProjectSummary asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      Projects.check(handle, asked.projectId(), call, problems);
      return problems.isEmpty() ? Outcome.done(summary(handle, asked)) : Outcome.refused(problems);
    });
  }

  private ProjectSummary summary(Handle handle, GetProjectSummary asked) {
    var today = LocalDate.now(clock);
    var counting = new Counting(handle, asked.projectId(), today, clock.instant());
    var standings = new Selection(STANDINGS, asked).with("today", today);
    return new ProjectSummary(
        today,
        asked.projectId(),
        counting.number(TASKS),
        counting.number(OPEN_TASKS),
        counting.number(TASKS + "and " + Tasks.OVERDUE),
        counting.number(OPEN_TASKS + "and t.due_date >= :today and t.due_date <= :soon"),
        counting.number(OPEN_TASKS + "and t.assignee is null"),
        counting.number(TASKS + "and t.state = 'COMPLETED' and t.closed_at >= :recently"),
        counting.sorted(
            "select t.state, count(*) as tasks" + TASKS + "group by t.state",
            StateCount.class,
            Comparator.comparing(StateCount::state)),
        counting.sorted(
            "select t.priority, count(*) as open" + OPEN_TASKS + "group by t.priority",
            PriorityCount.class,
            Comparator.comparing(PriorityCount::priority).reversed()),
        counting
            .query(
                "select t.assignee, count(*) as open, count(*) filter (where "
                    + Tasks.OVERDUE
                    + ") as overdue"
                    + OPEN_TASKS
                    + "and t.assignee is not null group by t.assignee, a.search_text"
                    + " order by open desc, a.search_text limit "
                    + LONGEST_LIST)
            .mapTo(Workload.class)
            .list(),
        standings.page(handle, "*", BUSIEST_FIRST, Standing.class),
        standings.total(handle));
  }

  /** Questions that share their parameters. */
  private record Counting(Handle handle, @Nullable String projectId, LocalDate today, Instant now) {
    Query query(String sql) {
      return handle
          .createQuery(sql)
          .bind("projectId", projectId)
          .bind("today", today)
          .bind("soon", today.plusDays(7))
          .bind("recently", now.minus(30, ChronoUnit.DAYS));
    }

    int number(String matching) {
      return query("select count(*) " + matching).mapTo(Integer.class).one();
    }

    /** In Java, for the databases do not order enums as they are declared. */
    <T> List<T> sorted(String sql, Class<T> type, Comparator<T> order) {
      return query(sql).mapTo(type).list().stream().sorted(order).toList();
    }
  }
}
