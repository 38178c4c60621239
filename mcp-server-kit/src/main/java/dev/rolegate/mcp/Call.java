package dev.rolegate.mcp;

import dev.rolegate.auth.Caller;

/**
 * One call of a tool.
 *
 * @param caller who calls, verified
 * @param requestId leads to the log and the audit
 */
public record Call(Caller caller, String requestId) {}
