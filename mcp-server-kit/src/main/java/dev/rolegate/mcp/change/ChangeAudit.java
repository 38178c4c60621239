package dev.rolegate.mcp.change;

import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.ServerAudit;
import org.jspecify.annotations.Nullable;

/**
 * One line for each step of a change, written before the step is committed: what cannot be recorded
 * is undone. Thread-safe.
 */
final class ChangeAudit {
  private final ServerAudit audit;

  ChangeAudit(ServerAudit audit) {
    this.audit = audit;
  }

  /** Carries the one expected failure out of a transaction, so that it is undone. */
  static final class Unrecorded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient AuditUnavailable unavailable;

    Unrecorded(AuditUnavailable cause) {
      super(cause);
      this.unavailable = cause;
    }

    AuditUnavailable unavailable() {
      return unavailable;
    }
  }

  /**
   * Writes it.
   *
   * @param approver the subject of the person who decided; null: nobody did
   * @throws Unrecorded when it cannot be written
   */
  void note(
      KeptChange change,
      String requestId,
      String action,
      Outcome outcome,
      String reason,
      @Nullable String approver) {
    try {
      audit.change(
          change.requester(),
          requestId,
          action,
          change.tool(),
          outcome,
          reason,
          change.changeId(),
          approver);
    } catch (AuditUnavailable e) {
      throw new Unrecorded(e);
    }
  }
}
