package dev.rolegate.crm;

import dev.rolegate.crm.CrmSummary.Deals;
import dev.rolegate.crm.CrmSummary.StageDeals;
import dev.rolegate.crm.CrmSummary.StatusCount;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** Counts over all tables. Thread-safe. */
final class Summary {
  private static final int SHOWN = 10;
  private static final int USUAL_DAYS = 30;

  private final Database database;
  private final Clock clock;

  Summary(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<CrmSummary> of(GetCrmSummary asked, Call call) {
    var days = Objects.requireNonNullElse(asked.days(), USUAL_DAYS);
    return database.read(handle -> Outcome.done(summary(handle, days)));
  }

  private CrmSummary summary(Handle handle, int days) {
    var today = LocalDate.now(clock);
    var since = today.minusDays(days).atStartOfDay(clock.getZone()).toInstant();
    var counting = new Counting(handle, today, today.plusDays(days), since);
    var byStatus = counting.customersByStatus();
    return new CrmSummary(
        today,
        days,
        byStatus.stream().mapToInt(StatusCount::customers).sum(),
        byStatus,
        counting.number(
            "customers c where c.status = 'ACTIVE' and not exists (select 1 from interactions i"
                + " where i.customer_id = c.customer_id and i.occurred_at >= :since)"),
        counting.deals("closed_at is null"),
        counting.pipelineByStage(),
        counting.deals("closed_at is null and close_date between :today and :soon"),
        counting.deals("closed_at is null and close_date < :today"),
        Opportunities.overdue(handle, today, SHOWN),
        counting.deals("stage = 'CLOSED_WON' and closed_at >= :since"),
        counting.deals("stage = 'CLOSED_LOST' and closed_at >= :since"),
        counting.number("interactions where occurred_at >= :since"),
        Interactions.newest(handle, SHOWN));
  }

  /** Questions that share their parameters. */
  private record Counting(Handle handle, LocalDate today, LocalDate soon, Instant since) {
    Query query(String sql) {
      return handle
          .createQuery(sql)
          // not every question minds the time
          .configure(SqlStatements.class, all -> all.setUnusedBindingAllowed(true))
          .bind("today", today)
          .bind("soon", soon)
          .bind("since", since);
    }

    int number(String matching) {
      return query("select count(*) from " + matching).mapTo(Integer.class).one();
    }

    Deals deals(String matching) {
      return query(
              "select count(*) as opportunities, %s from opportunities o where %s"
                  .formatted(Opportunities.SUMS, matching))
          .mapTo(Deals.class)
          .one();
    }

    /** All states, in their order, also those that no customer has. */
    List<StatusCount> customersByStatus() {
      return Stream.of(CustomerStatus.values())
          .map(status ->
              new StatusCount(status, number("customers where status = '" + status.name() + "'")))
          .toList();
    }

    /** All open stages, in their order, also those that no opportunity has. */
    List<StageDeals> pipelineByStage() {
      return Stream.of(Stage.values())
          .filter(Stage::isOpen)
          .map(stage -> {
            var deals = deals("stage = '" + stage.name() + "'");
            return new StageDeals(
                stage, deals.opportunities(), deals.value(), deals.weightedValue());
          })
          .toList();
    }
  }
}
