package dev.rolegate.token;

import dev.rolegate.token.refresh.IssuedToken;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What was taken back, as far as grants ask and tell. Both methods work in the transaction of their
 * caller, so that a family of refresh tokens and its access tokens end together. Implementations
 * are thread-safe.
 */
interface TokenRevocations {
  /** Whether what was issued to this client about this subject then is taken back. */
  boolean isRevoked(Handle handle, Issuance issuance);

  /** Takes access tokens back. */
  void revoke(Handle handle, List<IssuedToken> tokens);

  /**
   * Something that was issued.
   *
   * @param tokenId the {@code jti}; null for a refresh token, which has none
   * @param keyId of the key that signed it; likewise
   */
  record Issuance(
      String clientId,
      String subject,
      Instant issuedAt,
      @Nullable String tokenId,
      @Nullable String keyId) {}
}
