package dev.rolegate.mcp.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A regular expression that a whole text must match; linear in its input. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Matches {
  String value();

  /** How the refusal names the form, for example {@code an id such as EMP-001}. */
  String form();
}
