package dev.rolegate.mcp.schema;

import dev.rolegate.auth.RecordView;

/** What one sort of caller sees of each kind of record. Implementations are thread-safe. */
@FunctionalInterface
public interface Views {
  /** Sees everything. */
  Views WHOLE = _ -> RecordView.WHOLE;

  /**
   * What is seen of one kind.
   *
   * @param kind in snake case, such as {@code employee}
   */
  RecordView of(String kind);

  /**
   * Whether a field is seen in full in every record that is seen at all, so that one may ask by it.
   *
   * @param field such as {@code employee.salary}
   */
  default boolean isFull(String field) {
    var dot = field.indexOf('.');
    return of(field.substring(0, dot)).isFull(field.substring(dot + 1));
  }

  /** Whether one may ask by a constant, for example an order of a list; see {@link Filters}. */
  default boolean mayAskBy(Enum<?> constant) {
    return Shapes.filters(constant).stream().allMatch(this::isFull);
  }
}
