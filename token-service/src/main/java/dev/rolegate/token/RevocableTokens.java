package dev.rolegate.token;

import dev.rolegate.token.client.Client;

/**
 * A kind of token that {@code POST /revoke} takes back. The endpoint asks one kind after the other,
 * whatever {@code token_type_hint} says (RFC 7009 §2.1). Implementations are thread-safe.
 */
interface RevocableTokens {
  /** What a token is to the client that presents it. Changes nothing. */
  Finding find(Client client, String token);

  /** What came of looking. */
  sealed interface Finding {
    /** None of this kind. */
    record Unknown(String reason) implements Finding {}

    /** Of this kind, but there is nothing to take back, or not by this client. */
    record Nothing(String reason) implements Finding {}

    /**
     * The client's own.
     *
     * @param id what it is called in the audit; no secret
     * @param revocation takes it back
     */
    record Living(String id, Runnable revocation) implements Finding {}
  }
}
