package dev.rolegate.token.approver;

import com.auth0.jwt.JWT;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.revocation.Revocation;
import dev.rolegate.token.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Signs what approvers show to a server, and remembers it while it lives, so that it ends with the
 * account. Its type is another than an access token's, it lacks what every access token has, and it
 * is for one server only. Thread-safe.
 */
public final class ApproverTokens {
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final int TOKEN_ID_BYTES = 16;

  private final String issuer;
  private final SigningKeys keys;
  private final Revocations revocations;

  public ApproverTokens(String issuer, SigningKeys keys, Revocations revocations) {
    this.issuer = issuer;
    this.keys = keys;
    this.revocations = revocations;
  }

  /**
   * Signs one.
   *
   * @param handle of a {@link dev.rolegate.database.Database#write}
   * @param issuedAt in whole seconds
   */
  ApproverToken issue(
      Handle handle, ApproverAccount approver, ApprovalPage page, Instant issuedAt) {
    var key = keys.current();
    var tokenId = SecretText.random(TOKEN_ID_BYTES);
    var expiresAt = issuedAt.plus(LIFETIME);
    remember(handle, tokenId, approver.account(), issuedAt, expiresAt);
    var token =
        JWT.create()
            .withHeader(Map.of("typ", "approver+jwt"))
            .withKeyId(key.keyId())
            .withIssuer(issuer)
            .withSubject(approver.subject())
            .withAudience(page.resource())
            .withIssuedAt(issuedAt)
            .withNotBefore(issuedAt)
            .withExpiresAt(expiresAt)
            .withJWTId(tokenId)
            .withClaim("approver", approver.account())
            .withClaim("name", approver.name());
    if (approver.jobRole() != null) {
      token.withClaim("job_role", approver.jobRole());
    }
    return new ApproverToken(token.sign(key.algorithm()), LIFETIME);
  }

  /** Takes back all that an account holds; likewise within a write. */
  void revokeAll(Handle handle, String account) {
    var held =
        handle
            .createQuery(
                "select token_id, expires_at from approver_tokens where account = :account")
            .bind("account", account)
            .mapTo(Held.class)
            .list();
    revocations.revoke(
        handle,
        held.stream().map(one -> new Revocation.OfToken(one.tokenId(), one.expiresAt())).toList());
    handle.execute("delete from approver_tokens where account = ?", account);
    handle.execute("delete from approver_codes where account = ?", account);
  }

  record Held(String tokenId, Instant expiresAt) {}

  private static void remember(
      Handle handle, String tokenId, String account, Instant now, Instant expiresAt) {
    handle
        .createUpdate("delete from approver_tokens where expires_at < :ended")
        .bind("ended", now.minus(LIFETIME))
        .execute();
    handle
        .createUpdate(
            "insert into approver_tokens (token_id, account, expires_at)"
                + " values (:tokenId, :account, :expiresAt)")
        .bind("tokenId", tokenId)
        .bind("account", account)
        .bind("expiresAt", expiresAt)
        .execute();
  }
}
