package dev.rolegate.token;

import dev.rolegate.token.refresh.IssuedToken;
import dev.rolegate.token.revocation.Revocation;
import dev.rolegate.token.revocation.Revocations;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What grants ask and tell of the log of revocations, within their own transactions. */
record LoggedTokenRevocations(Revocations log) implements TokenRevocations {
  @Override
  public boolean isRevoked(Handle handle, Issuance issuance) {
    return log.isRevoked(
        handle,
        new dev.rolegate.token.revocation.IssuedToken(
            Set.of(nothingIfNull(issuance.tokenId())),
            Set.of(issuance.clientId()),
            Set.of(issuance.subject()),
            issuance.issuedAt(),
            issuance.issuedAt(),
            Set.of(nothingIfNull(issuance.keyId()))));
  }

  @Override
  public void revoke(Handle handle, List<IssuedToken> tokens) {
    log.revoke(
        handle,
        tokens.stream()
            .map(token -> new Revocation.OfToken(token.tokenId(), token.expiresAt()))
            .toList());
  }

  /** No token and no key is called so. */
  private static String nothingIfNull(@Nullable String id) {
    return id == null ? "" : id;
  }
}
