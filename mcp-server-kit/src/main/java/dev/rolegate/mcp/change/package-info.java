/**
 * Changes that wait for a person: kept in the tool's own database, released once, and written in
 * the transaction of their release. It knows no page and no transport.
 */
@NullMarked
package dev.rolegate.mcp.change;

import org.jspecify.annotations.NullMarked;
