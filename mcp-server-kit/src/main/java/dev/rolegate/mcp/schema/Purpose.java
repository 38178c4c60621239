package dev.rolegate.mcp.schema;

/** What a record is for, which decides how strictly its values are bounded. */
enum Purpose {
  /** Comes from outside: everything is bounded. */
  ARGUMENTS,
  /** Comes from us: bounded only where the record says so. */
  RESULT
}
