package dev.rolegate.auth;

import dev.rolegate.auth.AuditEvent.Outcome;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Writes the decisions of one server about verified callers to its audit. Thread-safe. */
public final class ServerAudit {
  private final String server;
  private final AuditTrail trail;
  private final InstantSource clock;

  public ServerAudit(String server, AuditTrail trail, InstantSource clock) {
    this.server = server;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Records that something may be done, before it is.
   *
   * @param rule which rule decided
   * @throws AuditUnavailable when it cannot be recorded; it must then not be done
   */
  public void allowed(
      Caller caller, String requestId, String action, @Nullable String tool, String rule)
      throws AuditUnavailable {
    record(caller, requestId, action, tool, Outcome.ALLOWED, rule);
  }

  /**
   * Records a refusal, before it is told.
   *
   * @param reason a short stable code
   */
  public void denied(
      Caller caller, String requestId, String action, @Nullable String tool, String reason)
      throws AuditUnavailable {
    record(caller, requestId, action, tool, Outcome.DENIED, reason);
  }

  /**
   * Records what became of a change, before it does.
   *
   * @param requester who asked for it
   * @param approver the subject of who decided; null: nobody did
   * @throws AuditUnavailable when it cannot be recorded; it must then not be done
   */
  public void change(
      Caller requester,
      String requestId,
      String action,
      String tool,
      Outcome outcome,
      String reason,
      String change,
      @Nullable String approver)
      throws AuditUnavailable {
    trail.append(
        AuditEvent.about(
                requester, clock.instant(), requestId, server, action, tool, outcome, reason)
            .ofChange(change, approver));
  }

  private void record(
      Caller caller,
      String requestId,
      String action,
      @Nullable String tool,
      Outcome outcome,
      String reason)
      throws AuditUnavailable {
    trail.append(
        AuditEvent.about(
            caller, clock.instant(), requestId, server, action, tool, outcome, reason));
  }
}
