package dev.rolegate.crm;

import dev.rolegate.mcp.query.OrderBy;
import org.jspecify.annotations.Nullable;

/** Orders of a list of opportunities. */
enum OpportunitySort {
  CLOSE_DATE("o.close_date"),
  VALUE("o.value"),
  WEIGHTED_VALUE("weighted_value"),
  PROBABILITY("o.probability"),
  CREATED_AT("o.created_at"),
  OPPORTUNITY_ID("length(o.opportunity_id)");

  private final String expression;

  OpportunitySort(String expression) {
    this.expression = expression;
  }

  static String clause(@Nullable OpportunitySort sort, @Nullable Boolean descending) {
    return OrderBy.of(
        (sort == null ? CLOSE_DATE : sort).expression, "o.opportunity_id", descending);
  }
}
