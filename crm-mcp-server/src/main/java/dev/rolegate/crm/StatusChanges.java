package dev.rolegate.crm;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rules by which a customer's state changes. Thread-safe. */
final class StatusChanges {
  private final Clock clock;

  StatusChanges(Clock clock) {
    this.clock = clock;
  }

  /** The customer as it is, and nothing lost yet. */
  @Nullable StatusChange before(UpdateCustomerStatus wanted, Handle handle) {
    return Customers.byId(handle, wanted.customerId())
        .map(customer -> new StatusChange(customer, customer.status(), List.of()))
        .orElse(null);
  }

  Outcome<StatusChange> update(UpdateCustomerStatus wanted, Call call, Handle handle) {
    var problems = new ArrayList<String>();
    var customer = Customers.require(handle, wanted.customerId(), call, problems);
    if (customer != null) {
      checkOrder(customer, wanted.status(), problems);
    }
    checkReason(wanted, problems);
    var losing = checkLosing(wanted, problems);
    var open = OpenOpportunities.of(handle, wanted.customerId());
    if (wanted.status().isGone() && !losing && !open.isEmpty()) {
      problems.add(
          "%s has open opportunities: %s; with lose_open_opportunities: true they are closed as lost."
              .formatted(wanted.customerId(), OpenOpportunities.listed(open)));
    }
    if (customer == null || !problems.isEmpty()) {
      return Outcome.refused(problems);
    }
    change(handle, wanted, call);
    if (losing) {
      OpenOpportunities.lose(handle, wanted.customerId(), clock.instant(), call);
    }
    return Outcome.done(
        new StatusChange(
            Customers.byId(handle, wanted.customerId()).orElseThrow(),
            customer.status(),
            losing
                ? open.stream().map(OpenOpportunities.Open::opportunityId).toList()
                : List.of()));
  }

  private static void checkOrder(Customer customer, CustomerStatus to, List<String> problems) {
    var from = customer.status();
    if (from == to) {
      problems.add(
          "%s is %s already, since %s; choose another status, or leave it."
              .formatted(customer.customerId(), from, customer.statusChangedAt()));
    } else if (!from.next().contains(to)) {
      problems.add(CustomerStatus.refusal(customer.customerId(), from, to));
    }
  }

  private static void checkReason(UpdateCustomerStatus wanted, List<String> problems) {
    if (wanted.status().isGone() && wanted.reason() == null) {
      problems.add(
          "reason is missing; say why the customer becomes %s.".formatted(wanted.status()));
    }
  }

  /** Whether open opportunities are to be closed. */
  private static boolean checkLosing(UpdateCustomerStatus wanted, List<String> problems) {
    var losing = Boolean.TRUE.equals(wanted.loseOpenOpportunities());
    if (losing && !wanted.status().isGone()) {
      problems.add(
          "lose_open_opportunities goes with inactive or churned, not with %s; leave it out."
              .formatted(wanted.status()));
    }
    return losing;
  }

  private void change(Handle handle, UpdateCustomerStatus wanted, Call call) {
    handle
        .createUpdate(
            "update customers set status = :status, status_reason = :reason,"
                + " status_changed_at = :at, status_changed_by = :by where customer_id = :id")
        .bind("status", wanted.status())
        .bind("reason", wanted.reason())
        .bind("at", clock.instant())
        .bind("by", call.caller().subject())
        .bind("id", wanted.customerId())
        .execute();
  }
}
