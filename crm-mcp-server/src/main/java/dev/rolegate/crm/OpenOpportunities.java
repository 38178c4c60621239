package dev.rolegate.crm;

import dev.rolegate.mcp.Call;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** One customer's open opportunities, as far as its other changes mind them. Thread-safe. */
final class OpenOpportunities {
  record Open(String opportunityId, String title) {}

  private OpenOpportunities() {}

  static List<Open> of(Handle handle, String customerId) {
    return handle
        .createQuery(
            "select opportunity_id, title from opportunities"
                + " where customer_id = :customerId and closed_at is null"
                + " order by length(opportunity_id), opportunity_id")
        .bind("customerId", customerId)
        .mapTo(Open.class)
        .list();
  }

  static String listed(List<Open> open) {
    return open.stream()
        .map(one -> one.opportunityId() + " (" + one.title() + ")")
        .collect(Collectors.joining(", "));
  }

  /** Closes all of them as lost. */
  static void lose(Handle handle, String customerId, Instant at, Call call) {
    handle
        .createUpdate(
            "update opportunities set stage = 'CLOSED_LOST', probability = 0, closed_at = :at,"
                + " closed_by = :by where customer_id = :customerId and closed_at is null")
        .bind("at", at)
        .bind("by", call.caller().subject())
        .bind("customerId", customerId)
        .execute();
  }
}
