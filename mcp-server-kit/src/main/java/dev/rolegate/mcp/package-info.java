/**
 * Turns a list of tools into a running, guarded MCP server: one registry, one call path (gate →
 * policy → decode → run → encode → audit). It knows no domain.
 */
@NullMarked
package dev.rolegate.mcp;

import org.jspecify.annotations.NullMarked;
