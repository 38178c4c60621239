package dev.rolegate.crm;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Dates;
import dev.rolegate.mcp.query.SearchText;
import dev.rolegate.mcp.query.Selection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of interactions and its rules. Thread-safe. */
final class Interactions {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final String COLUMNS =
      "i.interaction_id, i.customer_id, c.name as customer_name, c.company, i.opportunity_id,"
          + " i.interaction_type, i.occurred_at, i.summary, i.next_step, i.created_at,"
          + " i.created_by";
  private static final String JOINED =
      " from interactions i join customers c on c.customer_id = i.customer_id ";
  private static final String MATCHING =
      JOINED
          + """
          where (cast(:customerId as text) is null or i.customer_id = :customerId)
            and (cast(:opportunityId as text) is null or i.opportunity_id = :opportunityId)
            and (cast(:pattern as text) is null or i.search_text like :pattern escape '!'
              or c.search_text like :pattern escape '!')
            and (cast(:interactionType as text) is null or i.interaction_type = :interactionType)
            and (cast(:from as text) is null or i.occurred_at >= :from)
            and (cast(:before as text) is null or i.occurred_at < :before)
          """;

  private final Database database;
  private final Clock clock;

  Interactions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<InteractionPage> find(GetInteractionHistory asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      Customers.check(handle, asked.customerId(), call, problems);
      Opportunities.check(handle, asked.opportunityId(), call, problems);
      Dates.inOrder("from", asked.from(), "to", asked.to(), problems);
      if (!problems.isEmpty()) {
        return Outcome.refused(problems);
      }
      var selection =
          new Selection(MATCHING, asked)
              .with("pattern", SearchText.pattern(asked.search()))
              .with("from", StartOfDay.of(asked.from(), clock))
              .with("before", StartOfDay.after(asked.to(), clock));
      var order = InteractionSort.clause(asked.sort(), asked.descending(), call);
      return Outcome.done(
          new InteractionPage(
              selection.page(handle, COLUMNS, order, Interaction.class), selection.total(handle)));
    });
  }

  Outcome<Interaction> add(RecordInteraction wanted, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    var customer = Customers.require(handle, wanted.customerId(), call, problems);
    checkOpportunity(handle, wanted.opportunityId(), customer, call, problems);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var occurredAt = Objects.requireNonNullElse(wanted.occurredAt(), now);
    if (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(now)) {
      problems.add(
          "occurred_at %s must lie between %s and now, %s; leave it out for now."
              .formatted(occurredAt, EARLIEST, now));
    }
    if (customer == null || !problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    var interaction =
        new Interaction(
            Database.nextId(handle, "INT"),
            customer.customerId(),
            customer.name(),
            customer.company(),
            wanted.opportunityId(),
            wanted.interactionType(),
            occurredAt,
            wanted.summary(),
            wanted.nextStep(),
            now,
            call.caller().subject());
    insert(handle, interaction);
    return Outcome.done(interaction);
  }

  /** The newest, at most so many. */
  static List<Interaction> newest(Handle handle, int most) {
    return handle
        .createQuery(
            "select " + COLUMNS + JOINED + InteractionSort.clause(null, null) + " limit :most")
        .bind("most", most)
        .mapTo(Interaction.class)
        .list();
  }

  private static void checkOpportunity(
      Handle handle,
      @Nullable String opportunityId,
      @Nullable Customer customer,
      Call call,
      List<String> problems) {
    if (opportunityId == null) {
      return;
    }
    var owner = Opportunities.requireOwner(handle, opportunityId, call, problems);
    if (owner != null && customer != null && !owner.equals(customer.customerId())) {
      problems.add(
          "opportunity_id %s belongs to %s, not to %s; correct one, or leave opportunity_id out."
              .formatted(opportunityId, owner, customer.customerId()));
    }
  }

  private static void insert(Handle handle, Interaction interaction) {
    handle
        .createUpdate(
            """
            insert into interactions (interaction_id, customer_id, opportunity_id,
              interaction_type, occurred_at, summary, next_step, created_at, created_by,
              search_text)
            values (:interactionId, :customerId, :opportunityId,
              :interactionType, :occurredAt, :summary, :nextStep, :createdAt, :createdBy,
              :searchText)
            """)
        .bindMap(Parameters.of(interaction))
        .bind("searchText", SearchText.folded(interaction.summary(), interaction.nextStep()))
        .execute();
  }
}
