package dev.rolegate.token;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.client.Client;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Writes what clients ask of one endpoint, and what came of it, to the audit. Thread-safe. */
final class ClientAudit {
  private final String action;
  private final AuditTrail trail;
  private final InstantSource clock;

  ClientAudit(String action, AuditTrail trail, InstantSource clock) {
    this.action = action;
    this.trail = trail;
    this.clock = clock;
  }

  /** A refusal of somebody who was not authenticated, and may not be who he says. */
  void refused(@Nullable String claimedId, OAuthError why, String requestId)
      throws AuditUnavailable {
    trail.append(event(null, claimedId, null, Outcome.DENIED, why.reason(), requestId));
  }

  /**
   * An answer.
   *
   * @param client null: a server
   */
  void answered(@Nullable Client client, Outcome outcome, String reason, String requestId)
      throws AuditUnavailable {
    trail.append(event(client, idOf(client), null, outcome, reason, requestId));
  }

  /** A change, before it is made: on return the line is on the device. */
  void changes(Client client, String target, String requestId) throws AuditUnavailable {
    trail.appendDurably(
        event(client, idOf(client), target, Outcome.ALLOWED, "own_token", requestId));
  }

  private static @Nullable String idOf(@Nullable Client client) {
    return client == null ? null : client.clientId();
  }

  private AuditEvent event(
      @Nullable Client client,
      @Nullable String clientId,
      @Nullable String target,
      Outcome outcome,
      String reason,
      String requestId) {
    return ClientEvent.of(
        clock.instant(), requestId, action, client, clientId, target, outcome, reason);
  }
}
