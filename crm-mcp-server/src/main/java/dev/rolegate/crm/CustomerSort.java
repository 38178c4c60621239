package dev.rolegate.crm;

import dev.rolegate.mcp.query.OrderBy;
import org.jspecify.annotations.Nullable;

/** Orders of a list of customers. */
enum CustomerSort {
  CUSTOMER_ID("length(c.customer_id)"),
  NAME("lower(c.name)"),
  COMPANY("lower(c.company)"),
  CREATED_AT("c.created_at"),
  // who was never spoken to comes before those of long ago
  LAST_INTERACTION_AT("coalesce(" + Customers.LAST_INTERACTION_AT + ", '')"),
  OPEN_VALUE("open_value");

  private final String expression;

  CustomerSort(String expression) {
    this.expression = expression;
  }

  static String clause(@Nullable CustomerSort sort, @Nullable Boolean descending) {
    return OrderBy.of((sort == null ? CUSTOMER_ID : sort).expression, "c.customer_id", descending);
  }
}
