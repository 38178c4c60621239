/**
 * The two HTTP transports of MCP, Streamable HTTP and the deprecated HTTP+SSE pair, and the
 * sessions that both keep. Thin adapters: nothing of a tool or of the policy lives here.
 */
@NullMarked
package dev.rolegate.mcp.transport;

import org.jspecify.annotations.NullMarked;
