package dev.rolegate.crm;

import dev.rolegate.mcp.query.OrderBy;
import org.jspecify.annotations.Nullable;

/** Orders of a list of interactions; a history begins with the newest. */
enum InteractionSort {
  OCCURRED_AT("i.occurred_at"),
  CREATED_AT("i.created_at"),
  COMPANY("lower(c.company)");

  private final String expression;

  InteractionSort(String expression) {
    this.expression = expression;
  }

  static String clause(@Nullable InteractionSort sort, @Nullable Boolean descending) {
    return OrderBy.of(
        (sort == null ? OCCURRED_AT : sort).expression,
        "i.interaction_id",
        descending == null || descending);
  }
}
