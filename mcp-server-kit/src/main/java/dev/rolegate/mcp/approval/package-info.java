/**
 * The approval page and its JSON counterpart on the management port: who may sign in there, what it
 * shows and what it asks {@link dev.rolegate.mcp.change.Approvals} to do. It decides nothing about
 * a change, and signs nobody in itself: the token service does.
 */
@NullMarked
package dev.rolegate.mcp.approval;

import org.jspecify.annotations.NullMarked;
