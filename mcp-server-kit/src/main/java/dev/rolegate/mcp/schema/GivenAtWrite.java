package dev.rolegate.mcp.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a result whose value is only known when it is written: a new id, a time. What
 * somebody is asked to confirm does not show it, unless the caller gave an argument of that name.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface GivenAtWrite {}
