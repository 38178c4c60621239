package dev.rolegate.crm;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.OrderBy;
import dev.rolegate.mcp.schema.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of a list of opportunities. */
enum OpportunitySort {
  @Filters("opportunity.close_date")
  CLOSE_DATE("o.close_date"),
  @Filters("opportunity.value")
  VALUE("o.value"),
  @Filters("opportunity.weighted_value")
  WEIGHTED_VALUE("weighted_value"),
  @Filters("opportunity.probability")
  PROBABILITY("o.probability"),
  @Filters("opportunity.created_at")
  CREATED_AT("o.created_at"),
  @Filters("opportunity.opportunity_id")
  OPPORTUNITY_ID("length(o.opportunity_id)");

  private final String expression;

  OpportunitySort(String expression) {
    this.expression = expression;
  }

  /** What was asked for, or the first by which the caller may ask. */
  static String clause(@Nullable OpportunitySort sort, @Nullable Boolean descending, Call call) {
    var order = call.order(sort, List.of(values()));
    return clause(order == null ? OPPORTUNITY_ID : order, descending);
  }

  static String clause(@Nullable OpportunitySort sort, @Nullable Boolean descending) {
    return OrderBy.of(
        (sort == null ? CLOSE_DATE : sort).expression, "o.opportunity_id", descending);
  }
}
