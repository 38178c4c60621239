package dev.rolegate.mcp.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the member of a record that holds the id claim of whose record it is. A policy may name it
 * as the owner: every query of the server then asks for the rows that its caller may see.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnerId {}
