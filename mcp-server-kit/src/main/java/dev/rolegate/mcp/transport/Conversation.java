package dev.rolegate.mcp.transport;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.mcp.protocol.Answer;
import dev.rolegate.mcp.protocol.MessageReader;
import dev.rolegate.mcp.protocol.Requests;
import io.javalin.http.Context;

/**
 * What both transports do with a request: refuse it, or note what it asks for, each time with one
 * line in the audit before anything is answered. Thread-safe.
 */
final class Conversation {
  private static final String BY_ADMISSION = "admitted";

  private final Sessions sessions;
  private final Requests requests;
  private final ServerAudit audit;

  Conversation(Sessions sessions, Requests requests, ServerAudit audit) {
    this.sessions = sessions;
    this.requests = requests;
    this.audit = audit;
  }

  Sessions sessions() {
    return sessions;
  }

  Requests requests() {
    return requests;
  }

  /** Notes what is neither a request nor refused: a notification, a stream, a goodbye. */
  void noted(Context ctx, Caller caller, String action) throws AuditUnavailable {
    audit.allowed(caller, RequestId.of(ctx), action, null, BY_ADMISSION);
  }

  void refuse(Context ctx, Caller caller, String action, RequestForm.Misfit misfit)
      throws AuditUnavailable {
    audit.denied(caller, RequestId.of(ctx), action, null, misfit.reason());
    Problems.write(ctx, misfit.problem());
  }

  void refuse(Context ctx, Caller caller, MessageReader.Reading.Refused refused)
      throws AuditUnavailable {
    audit.denied(caller, RequestId.of(ctx), "message", null, refused.reason());
    write(ctx, Answer.error(refused.error(), refused.explanation(), RequestId.of(ctx)));
  }

  void refuseSession(Context ctx, Caller caller, String action, String id) throws AuditUnavailable {
    refuse(
        ctx,
        caller,
        action,
        new RequestForm.Misfit(
            sessions.isAnothers(id, caller) ? "session_of_another" : "unknown_session",
            new Problem(
                404, "session_not_found", "There is no such session of yours; open a new one.")));
  }

  void refuseCrowd(Context ctx, Caller caller, String action) throws AuditUnavailable {
    refuse(
        ctx,
        caller,
        action,
        new RequestForm.Misfit(
            "too_many_sessions",
            new Problem(
                    429, "too_many_sessions", "Too many sessions are open; end some, then retry.")
                .with("Retry-After", "15")));
  }

  static void write(Context ctx, Answer answer) {
    ctx.status(answer.status());
    ctx.contentType("application/json");
    ctx.header("Cache-Control", "no-store");
    var retryAfter = answer.retryAfter();
    if (retryAfter != null) {
      ctx.header("Retry-After", Problem.seconds(retryAfter));
    }
    ctx.result(answer.json());
  }
}
