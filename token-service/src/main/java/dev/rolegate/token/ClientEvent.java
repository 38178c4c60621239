package dev.rolegate.token;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.token.client.Client;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A decision about a client of the token service, as a line of its audit. */
final class ClientEvent {
  private ClientEvent() {}

  /**
   * The line.
   *
   * @param client null when nobody was authenticated
   * @param clientId the client's, or the one that was claimed
   * @param target what it is about, beside the client
   */
  static AuditEvent of(
      Instant time,
      String requestId,
      String action,
      @Nullable Client client,
      @Nullable String clientId,
      @Nullable String target,
      Outcome outcome,
      String reason) {
    return new AuditEvent(
        time,
        requestId,
        TokenServiceConfig.SERVICE,
        client == null ? null : client.subject(),
        clientId,
        client == null ? null : client.jobRole(),
        action,
        target,
        outcome,
        reason);
  }
}
