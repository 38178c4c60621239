package dev.rolegate.token;

import dev.rolegate.token.client.Client;

/**
 * One way to a token (RFC 6749 §1.3). The metadata advertises exactly the grants that the endpoint
 * holds. Implementations are thread-safe.
 */
interface Grant {
  /** The {@code grant_type} that asks for it. */
  String type();

  /** Decides about a request of an authenticated client that is registered for this grant. */
  Ruling decide(Client client, TokenRequest request);
}
