/**
 * The HR server: employees and their leave. It owns the rules of both and the SQL; it knows nothing
 * of HTTP, tokens or roles.
 */
@NullMarked
package dev.rolegate.hr;

import org.jspecify.annotations.NullMarked;
