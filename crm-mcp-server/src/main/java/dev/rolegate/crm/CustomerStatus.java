package dev.rolegate.crm;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** States of a customer, and which may follow which. */
enum CustomerStatus {
  LEAD,
  PROSPECT,
  ACTIVE,
  INACTIVE,
  CHURNED;

  /** The states that may follow. */
  List<CustomerStatus> next() {
    return switch (this) {
      case LEAD -> List.of(PROSPECT, INACTIVE);
      case PROSPECT -> List.of(ACTIVE, INACTIVE);
      case ACTIVE -> List.of(INACTIVE, CHURNED);
      case INACTIVE, CHURNED -> List.of(PROSPECT);
    };
  }

  /** True when nothing is to be sold for now. */
  boolean isGone() {
    return switch (this) {
      case LEAD, PROSPECT, ACTIVE -> false;
      case INACTIVE, CHURNED -> true;
    };
  }

  /** Why only some states lead to this one. */
  private String origin() {
    return switch (this) {
      case LEAD -> "a lead is where every customer begins, and nobody becomes one again";
      case PROSPECT ->
          "who is active has bought already, and new business with them is an opportunity"
              + " (create_sales_opportunity)";
      case ACTIVE -> "only a prospect becomes active";
      case INACTIVE -> "who has churned is gone already";
      case CHURNED -> "only an active customer can churn";
    };
  }

  /** The sentence for a change that is not legal. */
  static String refusal(String customerId, CustomerStatus from, CustomerStatus to) {
    return "%s cannot go from %s to %s: %s; from %s it may go to %s."
        .formatted(customerId, from, to, to.origin(), from, listed(from.next()));
  }

  private static String listed(List<CustomerStatus> states) {
    return states.stream().map(CustomerStatus::toString).collect(Collectors.joining(" or "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
