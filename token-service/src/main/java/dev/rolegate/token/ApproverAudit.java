package dev.rolegate.token;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.token.approver.ApproverAccount;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit and one count for each decision about an approver, with its account as what
 * the line is about. A name that is no account's is left out: people type passwords there.
 * Thread-safe.
 */
final class ApproverAudit {
  static final String SIGN_IN = "approver_sign_in";
  static final String CODE = "approver_code";

  private final AuditTrail trail;
  private final MeterRegistry metrics;
  private final InstantSource clock;

  ApproverAudit(AuditTrail trail, MeterRegistry metrics, InstantSource clock) {
    this.trail = trail;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Records what is about to be given.
   *
   * @throws AuditUnavailable when that fails; it must then not be given
   */
  void allowed(Context ctx, String action, ApproverAccount approver, String reason)
      throws AuditUnavailable {
    append(ctx, action, approver, approver.account(), Outcome.ALLOWED, reason);
  }

  /**
   * Records a refusal.
   *
   * @param meant whom it was about, if there is one
   */
  void denied(Context ctx, String action, @Nullable ApproverAccount meant, String reason)
      throws AuditUnavailable {
    append(ctx, action, meant, meant == null ? null : meant.account(), Outcome.DENIED, reason);
  }

  private void append(
      Context ctx,
      String action,
      @Nullable ApproverAccount who,
      @Nullable String account,
      Outcome outcome,
      String reason)
      throws AuditUnavailable {
    trail.append(
        new AuditEvent(
            clock.instant(),
            RequestId.of(ctx),
            TokenServiceConfig.SERVICE,
            who == null ? null : who.subject(),
            null,
            who == null ? null : who.jobRole(),
            action,
            account,
            outcome,
            reason));
    // Both labels are codes of ours, so the number of series is bounded.
    Counter.builder("rolegate.approvers")
        .description("Decisions about sign-ins of approvers and their codes")
        .tag("action", action)
        .tag("reason", reason)
        .register(metrics)
        .increment();
  }
}
