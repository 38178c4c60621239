package dev.rolegate.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision, as one line of the audit. Holds no token and no secret.
 *
 * @param actor who acts for the subject; null, and not in the line, when nobody does
 * @param approver the subject of the person who released or declined a change; null, and not in the
 *     line, elsewhere
 * @param change the id of the change that the line is about; null, and not in the line, elsewhere
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
    @Nullable String approver,
    @Nullable String change,
    String action,
    @Nullable String tool,
    Outcome outcome,
    String reason) {

  /** Of no change that waits for a person. */
  public AuditEvent(
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
    this(
        time, requestId, server, subject, client, role, actor, null, null, action, tool, outcome,
        reason);
  }

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
        null,
        null,
        action,
        tool,
        outcome,
        reason);
  }

  /** The same about a change, and about who decided it; null: nobody did. */
  public AuditEvent ofChange(String change, @Nullable String approver) {
    return new AuditEvent(
        time, requestId, server, subject, client, role, actor, approver, change, action, tool,
        outcome, reason);
  }
}
