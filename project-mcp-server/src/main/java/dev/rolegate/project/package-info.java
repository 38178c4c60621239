/**
 * The project server: projects, their tasks and how these got where they are. It owns the rules of
 * all three and the SQL; it knows nothing of HTTP, tokens or roles.
 */
@NullMarked
package dev.rolegate.project;

import org.jspecify.annotations.NullMarked;
