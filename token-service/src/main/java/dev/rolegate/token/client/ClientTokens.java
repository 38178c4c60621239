package dev.rolegate.token.client;

import java.time.Instant;

/** What becomes of the tokens that a client still has when it may have no more. Thread-safe. */
@FunctionalInterface
public interface ClientTokens {
  /**
   * Revokes every token that the client was given before a time. Called outside of any transaction,
   * once it is durable that the client gets no more, so that none slips through between.
   */
  void revokeAll(String clientId, Instant before);

  /** They live until they expire. */
  static ClientTokens leftAlone() {
    return (_, _) -> {};
  }
}
