package dev.rolegate.mcp.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The fields of records that an argument, or a constant of its enum, filters, sorts or groups by,
 * each as {@code employee.hire_date}. Who does not see all of them in full has no such argument,
 * for what is found by a field tells it.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Filters {
  String[] value();
}
