package dev.rolegate.crm;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.query.KnownNames;
import dev.rolegate.mcp.query.NearIds;
import dev.rolegate.mcp.query.SearchText;
import dev.rolegate.mcp.query.Selection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of customers and its rules. Thread-safe. */
final class Customers {
  static final String LAST_INTERACTION_AT =
      "(select max(i.occurred_at) from interactions i where i.customer_id = c.customer_id)";
  private static final String OPEN =
      " from opportunities o where o.customer_id = c.customer_id and o.closed_at is null)";
  private static final String COLUMNS =
      "c.customer_id, c.name, c.email, c.phone, c.company, c.position, c.industry, c.location,"
          + " c.status, c.status_reason, c.status_changed_at, c.status_changed_by, "
          + LAST_INTERACTION_AT
          + " as last_interaction_at, (select count(*)"
          + OPEN
          + " as open_opportunities, (select cast(coalesce(sum(o.value), 0) as bigint)"
          + OPEN
          + " as open_value, c.created_at, c.created_by";
  private static final String MATCHING =
      """
      from customers c
      where (cast(:customerId as text) is null or c.customer_id = :customerId)
        and (cast(:pattern as text) is null or c.search_text like :pattern escape '!')
        and (cast(:status as text) is null or c.status = :status)
        and (cast(:industry as text) is null or c.industry = :industry)
        and (cast(:location as text) is null or c.location = :location)
        and (cast(:quietSince as text) is null or not exists (
          select 1 from interactions i
          where i.customer_id = c.customer_id and i.occurred_at >= :quietSince))
      """;

  private final Database database;
  private final Clock clock;

  Customers(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome<CustomerPage> find(GetCustomerProfiles asked, Call call) {
    return database.read(handle -> {
      var problems = new ArrayList<String>();
      check(handle, asked.customerId(), call, problems);
      var location = locations(handle, call).resolve(asked.location(), problems);
      if (!problems.isEmpty()) {
        return Outcome.refused(problems);
      }
      var selection =
          new Selection(MATCHING, asked)
              .with("pattern", SearchText.pattern(asked.search()))
              .with("location", location)
              .with("quietSince", StartOfDay.of(asked.quietSince(), clock));
      var order = CustomerSort.clause(asked.sort(), asked.descending(), call);
      return Outcome.done(
          new CustomerPage(
              selection.page(handle, COLUMNS, order, Customer.class), selection.total(handle)));
    });
  }

  Outcome<Customer> add(AddCustomerProfile wanted, Call call, Handle handle) {
    var email = wanted.email().toLowerCase(Locale.ROOT);
    var other = owner(handle, email, call);
    if (other.isPresent()) {
      return Outcome.refused(
          "email %s already belongs to %s; give another one, or use that record."
              .formatted(email, other.get()));
    }
    var id = Database.nextId(handle, "CUST");
    insert(handle, id, wanted, email, call);
    return Outcome.done(byId(handle, id).orElseThrow());
  }

  /** The customer with the id; notes a problem with near matches when there is none. */
  static @Nullable Customer require(Handle handle, String id, Call call, List<String> problems) {
    var found = byId(handle, id);
    if (found.isEmpty()) {
      problems.add(
          NearIds.unknown(
              handle,
              "customer_id",
              id,
              "select customer_id as id, name || ', ' || company as label from customers"
                  + " order by length(customer_id), customer_id",
              "get_customer_profiles",
              call.seesAll("customer", "customer_id", "name", "company")));
    }
    return found.orElse(null);
  }

  /** Notes a problem when the id is given and no customer has it. */
  static void check(Handle handle, @Nullable String id, Call call, List<String> problems) {
    if (id != null) {
      var _ = require(handle, id, call, problems);
    }
  }

  static Optional<Customer> byId(Handle handle, String id) {
    return handle
        .createQuery("select " + COLUMNS + " from customers c where c.customer_id = :id")
        .bind("id", id)
        .mapTo(Customer.class)
        .findOne();
  }

  private static KnownNames locations(Handle handle, Call call) {
    return KnownNames.in(
            handle,
            "location",
            "select distinct location from customers where location is not null order by location")
        .toldIf(call.seesAll("customer", "location"));
  }

  private static Optional<String> owner(Handle handle, String email, Call call) {
    return handle
        .createQuery(
            "select customer_id || ' (' || name || ', ' || company || ')' from customers"
                + " where email = :email")
        .bind("email", email)
        .mapTo(String.class)
        .findOne()
        .map(other ->
            call.seesAll("customer", "customer_id", "name", "company", "email")
                ? other
                : "somebody");
  }

  private void insert(
      Handle handle, String id, AddCustomerProfile wanted, String email, Call call) {
    var location =
        wanted.location() == null ? null : locations(handle, call).spelling(wanted.location());
    var beginning = Objects.requireNonNullElse(wanted.status(), AddCustomerProfile.Beginning.LEAD);
    handle
        .createUpdate(
            """
            insert into customers (customer_id, name, email, phone, company, position, industry,
              location, status, status_changed_at, status_changed_by, created_at, created_by,
              search_text)
            values (:customerId, :name, :email, :phone, :company, :position, :industry,
              :location, :status, :now, :subject, :now, :subject, :searchText)
            """)
        .bindMap(Parameters.of(wanted))
        .bind("customerId", id)
        .bind("email", email)
        .bind("industry", Objects.requireNonNullElse(wanted.industry(), Industry.OTHER))
        .bind("location", location)
        .bind("status", beginning.status())
        .bind("now", clock.instant())
        .bind("subject", call.caller().subject())
        .bind(
            "searchText",
            SearchText.folded(wanted.name(), email, wanted.company(), wanted.position(), location))
        .execute();
  }
}
