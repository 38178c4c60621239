package dev.rolegate.auth.http;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import java.time.InstantSource;

/**
 * Audits what the front gate denies by who asks from where: a foreign {@code Host} or {@code
 * Origin}. A request that is merely malformed is no decision, and no line. Thread-safe.
 */
public final class FrontAudit {
  private final String server;
  private final AuditTrail audit;
  private final InstantSource clock;

  public FrontAudit(String server, AuditTrail audit, InstantSource clock) {
    this.server = server;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whose lines these are. */
  String server() {
    return server;
  }

  /** What health and metrics tell of. */
  AuditTrail trail() {
    return audit;
  }

  void denied(String requestId, String reason) throws AuditUnavailable {
    audit.append(
        new AuditEvent(
            clock.instant(),
            requestId,
            server,
            null,
            null,
            null,
            "front",
            null,
            AuditEvent.Outcome.DENIED,
            reason));
  }
}
