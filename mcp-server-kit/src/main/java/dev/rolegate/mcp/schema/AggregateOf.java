package dev.rolegate.mcp.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a member of a result that is computed from one field of many records. Who does not see that
 * field in full sees the member only when {@link #count} is at least {@link #FEWEST}.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface AggregateOf {
  /** Of fewer records it would tell somebody's own. */
  int FEWEST = 5;

  /** The field, for example {@code employee.salary}. */
  String field();

  /**
   * The member beside it that says of how many records it is. Empty where the caller chooses the
   * records: the difference of two such sums tells a single value, so it is never seen.
   */
  String count() default "";
}
