package dev.rolegate.token;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.TokenDecision.Issued;
import dev.rolegate.token.TokenDecision.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * One line of the audit and one count for each decision about a token; neither holds a token or a
 * secret. Thread-safe.
 */
final class TokenAudit {
  private static final String ACTION = "token";

  private final AuditTrail trail;
  private final MeterRegistry metrics;
  private final InstantSource clock;

  TokenAudit(AuditTrail trail, MeterRegistry metrics, InstantSource clock) {
    this.trail = trail;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Records a decision before it is given.
   *
   * @throws AuditUnavailable when it cannot be written; the decision must then not be given
   */
  void record(TokenDecision decision, String requestId) throws AuditUnavailable {
    trail.append(event(decision, requestId));
    // The label is one of our own codes, so the number of series is bounded.
    Counter.builder("rolegate.tokens")
        .description("Decisions about token requests")
        .tag(
            "result",
            switch (decision) {
              case Issued _ -> "issued";
              case Refused refused -> refused.why().code();
            })
        .register(metrics)
        .increment();
  }

  private AuditEvent event(TokenDecision decision, String requestId) {
    return switch (decision) {
      case Issued issued -> event(requestId, issued);
      case Refused(var why, var claimedId, var client) ->
          ClientEvent.of(
              clock.instant(),
              requestId,
              ACTION,
              client,
              claimedId,
              null,
              Outcome.DENIED,
              why.reason());
    };
  }

  private AuditEvent event(String requestId, Issued issued) {
    var client = issued.client();
    var subject = issued.subject();
    return subject == null
        ? ClientEvent.of(
            clock.instant(),
            requestId,
            ACTION,
            client,
            client.clientId(),
            null,
            Outcome.ALLOWED,
            issued.reason())
        : new AuditEvent(
            clock.instant(),
            requestId,
            TokenServiceConfig.SERVICE,
            subject.subject(),
            client.clientId(),
            subject.jobRole(),
            client.subject(),
            null,
            null,
            ACTION,
            null,
            Outcome.ALLOWED,
            issued.reason());
  }
}
