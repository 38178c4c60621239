package dev.rolegate.crm;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.OrderBy;
import dev.rolegate.mcp.schema.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of a list of interactions; a history begins with the newest. */
enum InteractionSort {
  @Filters("interaction.occurred_at")
  OCCURRED_AT("i.occurred_at"),
  @Filters("interaction.created_at")
  CREATED_AT("i.created_at"),
  @Filters("interaction.company")
  COMPANY("lower(c.company)");

  private final String expression;

  InteractionSort(String expression) {
    this.expression = expression;
  }

  /** What was asked for, or the first by which the caller may ask. */
  static String clause(@Nullable InteractionSort sort, @Nullable Boolean descending, Call call) {
    return clause(call.order(sort, List.of(values())), descending);
  }

  static String clause(@Nullable InteractionSort sort, @Nullable Boolean descending) {
    return OrderBy.of(
        (sort == null ? OCCURRED_AT : sort).expression,
        "i.interaction_id",
        descending == null || descending);
  }
}
