/**
 * JSON-RPC 2.0 as MCP uses it, up to revision 2025-11-25: reads messages strictly, writes answers,
 * knows the revisions. It knows no transport and no tool.
 */
@NullMarked
package dev.rolegate.mcp.protocol;

import org.jspecify.annotations.NullMarked;
