/**
 * Makes a record the whole contract of a tool: its JSON Schema, the validation of arguments, and
 * the encoding of results all follow from the record's components.
 */
@NullMarked
package dev.rolegate.mcp.schema;

import org.jspecify.annotations.NullMarked;
