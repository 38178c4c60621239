/**
 * Reads configuration once, at start, and lists every problem at once. It knows names, types and
 * secrets from files; it does not know what a service does with them.
 */
@NullMarked
package dev.rolegate.auth.config;

import org.jspecify.annotations.NullMarked;
