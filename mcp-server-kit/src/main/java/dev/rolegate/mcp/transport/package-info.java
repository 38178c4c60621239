/**
 * Thin adapters between Javalin and the MCP SDK's sessions: Streamable HTTP and the deprecated
 * HTTP+SSE pair. Nothing of a tool or of the policy lives here. It is the only package in which
 * types of the MCP SDK and of Reactor appear.
 */
@NullMarked
package dev.rolegate.mcp.transport;

import org.jspecify.annotations.NullMarked;
