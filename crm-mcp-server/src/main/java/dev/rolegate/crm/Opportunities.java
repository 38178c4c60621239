package dev.rolegate.crm;

import dev.rolegate.auth.text.OneLine;
import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.Dates;
import dev.rolegate.mcp.query.NearIds;
import dev.rolegate.mcp.query.SearchText;
import dev.rolegate.mcp.query.Selection;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of opportunities and its rules. Thread-safe. */
final class Opportunities {
  /** In whole cents, half a cent up. */
  static final String WEIGHTED_VALUE = "((o.value * o.probability + 50) / 100)";

  /** Sums of rows of {@code opportunities o}; exact, and 0 for no rows. */
  static final String SUMS =
      "cast(coalesce(sum(o.value), 0) as bigint) as value, cast(coalesce(sum("
          + WEIGHTED_VALUE
          + "), 0) as bigint) as weighted_value";

  private static final String IS_OVERDUE = "(o.closed_at is null and o.close_date < :today)";
  private static final String COLUMNS =
      "o.opportunity_id, o.customer_id, c.name as customer_name, c.company, o.title,"
          + " o.description, o.stage, o.probability, o.value, "
          + WEIGHTED_VALUE
          + " as weighted_value, o.close_date, "
          + IS_OVERDUE
          + " as overdue, o.created_at, o.created_by, o.closed_at, o.closed_by";
  private static final String JOINED =
      " from opportunities o join customers c on c.customer_id = o.customer_id ";
  private static final String MATCHING =
      JOINED
          + """
          where (cast(:opportunityId as text) is null or o.opportunity_id = :opportunityId)
            and (cast(:customerId as text) is null or o.customer_id = :customerId)
            and (cast(:pattern as text) is null or o.search_text like :pattern escape '!'
              or c.search_text like :pattern escape '!')
            and (cast(:stage as text) is null or o.stage = :stage)
            and (cast(:open as boolean) is null
              or (o.closed_at is null) = cast(:open as boolean))
            and (cast(:overdue as boolean) is null
              or %s = cast(:overdue as boolean))
            and (cast(:valueFrom as bigint) is null or o.value >= cast(:valueFrom as bigint))
            and (cast(:valueTo as bigint) is null or o.value <= cast(:valueTo as bigint))
            and (cast(:closeDateFrom as text) is null or o.close_date >= :closeDateFrom)
            and (cast(:closeDateTo as text) is null or o.close_date <= :closeDateTo)
          """
              .formatted(IS_OVERDUE);
  private static final int MOST_YEARS_AHEAD = 3;

  /** What the rows that match come to. */
  record Sums(int total, BigDecimal value, BigDecimal weightedValue) {}

  private final Database database;
  private final Clock clock;

  Opportunities(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<OpportunityPage> find(GetSalesOpportunities asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      check(handle, asked.opportunityId(), call, problems);
      Customers.check(handle, asked.customerId(), call, problems);
      Dates.inOrder(
          "close_date_from", asked.closeDateFrom(), "close_date_to", asked.closeDateTo(), problems);
      checkValues(asked, problems);
      if (!problems.isEmpty()) {
        return Outcome.refused(problems);
      }
      var selection =
          new Selection(MATCHING, asked)
              .with("pattern", SearchText.pattern(asked.search()))
              .with("today", LocalDate.now(clock));
      var order = OpportunitySort.clause(asked.sort(), asked.descending(), call);
      var sums = selection.one(handle, "count(*) as total, " + SUMS, Sums.class);
      return Outcome.done(
          new OpportunityPage(
              selection.page(handle, COLUMNS, order, Opportunity.class),
              sums.total(),
              sums.value(),
              sums.weightedValue()));
    });
  }

  Outcome<Opportunity> create(CreateSalesOpportunity wanted, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    var customer = Customers.require(handle, wanted.customerId(), call, problems);
    if (customer != null) {
      checkCustomer(customer, problems);
      checkTitle(handle, wanted, problems);
    }
    checkCloseDate(wanted.closeDate(), problems);
    var stage =
        Objects.requireNonNullElse(wanted.stage(), CreateSalesOpportunity.Beginning.PROSPECTING)
            .stage();
    var probability = Objects.requireNonNullElse(wanted.probability(), stage.usual());
    if (!stage.fits(probability)) {
      problems.add(stage.refusal(probability));
    }
    if (customer == null || !problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    var id = Database.nextId(handle, "OPP");
    insert(handle, id, wanted, stage, probability, call);
    return Outcome.done(byId(handle, id));
  }

  /** Those that should have been decided, the longest overdue first, at most so many. */
  static List<Opportunity> overdue(Handle handle, LocalDate today, int most) {
    return handle
        .createQuery(
            "select %s %s where %s %s limit :most"
                .formatted(COLUMNS, JOINED, IS_OVERDUE, OpportunitySort.clause(null, null)))
        .bind("today", today)
        .bind("most", most)
        .mapTo(Opportunity.class)
        .list();
  }

  /** Whose opportunity it is; notes a problem with near matches when there is none. */
  static @Nullable String requireOwner(Handle handle, String id, Call call, List<String> problems) {
    var owner =
        handle
            .createQuery("select customer_id from opportunities where opportunity_id = :id")
            .bind("id", id)
            .mapTo(String.class)
            .findOne();
    if (owner.isEmpty()) {
      problems.add(
          NearIds.unknown(
              handle,
              "opportunity_id",
              id,
              "select opportunity_id as id, title as label from opportunities"
                  + " order by length(opportunity_id), opportunity_id",
              "get_sales_opportunities",
              call.seesAll("opportunity", "opportunity_id", "title")));
    }
    return owner.orElse(null);
  }

  /** Notes a problem when the id is given and no opportunity has it. */
  static void check(Handle handle, @Nullable String id, Call call, List<String> problems) {
    if (id != null) {
      var _ = requireOwner(handle, id, call, problems);
    }
  }

  private static void checkValues(GetSalesOpportunities asked, List<String> problems) {
    var from = asked.valueFrom();
    var to = asked.valueTo();
    if (from != null && to != null && to.compareTo(from) < 0) {
      problems.add(
          "value_to %s is less than value_from %s; swap them or correct one.".formatted(to, from));
    }
  }

  private static void checkCustomer(Customer customer, List<String> problems) {
    if (customer.status().isGone()) {
      problems.add(
          "%s is %s; make it a prospect again first (update_customer_status)."
              .formatted(customer.customerId(), customer.status()));
    }
  }

  /** A second open one of the same title is nearly always the first one sent twice. */
  private static void checkTitle(
      Handle handle, CreateSalesOpportunity wanted, List<String> problems) {
    var title = SearchText.folded(wanted.title());
    OpenOpportunities.of(handle, wanted.customerId()).stream()
        .filter(other -> SearchText.folded(other.title()).equals(title))
        .findFirst()
        .ifPresent(other ->
            problems.add(
                "title %s is the title of %s, which is open; use that one, or give another title."
                    .formatted(OneLine.quoted(wanted.title()), other.opportunityId())));
  }

  private void checkCloseDate(LocalDate closeDate, List<String> problems) {
    var today = LocalDate.now(clock);
    if (closeDate.isBefore(today)) {
      problems.add(
          "close_date %s is in the past; give today, %s, or a later day."
              .formatted(closeDate, today));
    }
    var latest = today.plusYears(MOST_YEARS_AHEAD);
    if (closeDate.isAfter(latest)) {
      problems.add(
          "close_date %s is too far ahead; give %s or an earlier day."
              .formatted(closeDate, latest));
    }
  }

  private Opportunity byId(Handle handle, String id) {
    return handle
        .createQuery("select " + COLUMNS + JOINED + "where o.opportunity_id = :id")
        .bind("today", LocalDate.now(clock))
        .bind("id", id)
        .mapTo(Opportunity.class)
        .one();
  }

  private void insert(
      Handle handle,
      String id,
      CreateSalesOpportunity wanted,
      Stage stage,
      int probability,
      Call call) {
    handle
        .createUpdate(
            """
            insert into opportunities (opportunity_id, customer_id, title, description, stage,
              probability, value, close_date, created_at, created_by, search_text)
            values (:opportunityId, :customerId, :title, :description, :stage,
              :probability, :value, :closeDate, :createdAt, :createdBy, :searchText)
            """)
        .bindMap(Parameters.of(wanted))
        .bind("opportunityId", id)
        .bind("stage", stage)
        .bind("probability", probability)
        .bind("createdAt", clock.instant())
        .bind("createdBy", call.caller().subject())
        .bind("searchText", SearchText.folded(wanted.title(), wanted.description()))
        .execute();
  }
}
