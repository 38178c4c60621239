package dev.rolegate.token;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.anchor.AnchorConfig;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.HttpConfig;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.token.approver.ApprovalPages;
import dev.rolegate.token.limit.TokenLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the token service is told from outside, read once. Immutable; prints no secret.
 *
 * @param http its {@code publicUrl} is the issuer of every token
 * @param approvalPages where a sign-in of an approver may lead
 * @param keys what signs; read or made at the start
 * @param secretHashKey what client secrets are hashed with
 * @param anchors where checkpoints of the audit are sent
 * @param oldSecretHashKey what others still are; null: none is
 * @param limits how often clients may ask, fail and be given tokens
 * @param feedToken by which servers follow the revocations; made at the start
 * @param refreshTtl how long after a first token the last refresh token of its ends
 * @param demo whether the demo clients are registered
 */
public record TokenServiceConfig(
    HttpConfig http,
    AccessPolicy policy,
    Resources resources,
    ApprovalPages approvalPages,
    DefaultAudience defaultAudience,
    SigningAlgorithm algorithm,
    SigningKeySource keys,
    SecretSource secretHashKey,
    @Nullable Secret oldSecretHashKey,
    SecretSource feedToken,
    Duration tokenTtl,
    Duration refreshTtl,
    DatabaseConfig database,
    AnchorConfig anchors,
    TokenLimits limits,
    boolean demo) {
  static final String SERVICE = "token-service";

  /**
   * Reads and checks the environment; writes nothing.
   *
   * @throws dev.rolegate.auth.config.StartRefused with every problem
   */
  public static TokenServiceConfig from(Env env) {
    return new TokenServiceSettings(new Settings(env)).read();
  }

  /** The one issuer, as it stands in tokens and documents. */
  String issuer() {
    return http.publicUrl();
  }

  /** How long a cache may keep the key document; a fixed key never changes while we run. */
  Duration keyDocumentLifetime() {
    return keys instanceof SigningKeySource.Stored stored
        ? stored.schedule().cacheLifetime()
        : Duration.ofMinutes(5);
  }
}
