package dev.rolegate.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision, as one line of the audit. Holds no token and no secret.
 *
 * @param actor who acts for the subject; null, and not in the line, when nobody does
 * @param action what was asked for: an MCP method, {@code token}, {@code session} …
 * @param reason which rule decided, or which check failed
 */
public record AuditEvent(
    Instant time,
    String requestId,
    String server,
    @Nullable String subject,
    @Nullable String client,
    @Nullable String role,
    @Nullable String actor,
    String action,
    @Nullable String tool,
    Outcome outcome,
    String reason) {

  /** Nobody acts for anybody. */
  public AuditEvent(
      Instant time,
      String requestId,
      String server,
      @Nullable String subject,
      @Nullable String client,
      @Nullable String role,
      String action,
      @Nullable String tool,
      Outcome outcome,
      String reason) {
    this(time, requestId, server, subject, client, role, null, action, tool, outcome, reason);
  }

  /** Allowed or denied; nothing between. */
  public enum Outcome {
    ALLOWED,
    DENIED
  }

  /** A decision about a verified caller. */
  public static AuditEvent about(
      Caller caller,
      Instant time,
      String requestId,
      String server,
      String action,
      @Nullable String tool,
      Outcome outcome,
      String reason) {
    var actor = caller.actor();
    return new AuditEvent(
        time,
        requestId,
        server,
        caller.subject(),
        caller.clientId(),
        caller.jobRole(),
        actor == null ? null : actor.subject(),
        action,
        tool,
        outcome,
        reason);
  }
}
