package dev.rolegate.crm;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.OrderBy;
import dev.rolegate.mcp.schema.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of a list of customers. */
enum CustomerSort {
  @Filters("customer.customer_id")
  CUSTOMER_ID("length(c.customer_id)"),
  @Filters("customer.name")
  NAME("lower(c.name)"),
  @Filters("customer.company")
  COMPANY("lower(c.company)"),
  @Filters("customer.created_at")
  CREATED_AT("c.created_at"),
  // who was never spoken to comes before those of long ago
  @Filters("customer.last_interaction_at")
  LAST_INTERACTION_AT("coalesce(" + Customers.LAST_INTERACTION_AT + ", '')"),
  @Filters({"customer.open_value", "opportunity.value"})
  OPEN_VALUE("open_value");

  private final String expression;

  CustomerSort(String expression) {
    this.expression = expression;
  }

  /** What was asked for, or the first by which the caller may ask. */
  static String clause(@Nullable CustomerSort sort, @Nullable Boolean descending, Call call) {
    var order = call.order(sort, List.of(values()));
    return OrderBy.of(
        (order == null ? CUSTOMER_ID : order).expression, "c.customer_id", descending);
  }
}
