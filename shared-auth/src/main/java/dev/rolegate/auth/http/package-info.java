/**
 * Enforces over HTTP what {@code dev.rolegate.auth} decides: the bearer gate, the 401 and 403
 * answers, the discovery documents, and the defaults that every service of the house starts with.
 * It decides nothing itself.
 */
@NullMarked
package dev.rolegate.auth.http;

import org.jspecify.annotations.NullMarked;
