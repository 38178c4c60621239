package dev.rolegate.mcp.protocol;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;

/** What a transport hands a request to. Implementations are thread-safe. */
@FunctionalInterface
public interface Requests {
  /**
   * Decides, audits in one line, and answers.
   *
   * @throws AuditUnavailable when no decision may be given; nothing was done then
   */
  Answer answer(Message.Request request, Caller caller, String requestId, Client client)
      throws AuditUnavailable;
}
