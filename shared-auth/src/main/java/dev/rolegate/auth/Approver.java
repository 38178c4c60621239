package dev.rolegate.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who signed in to release changes, verified. Only this package constructs one. An
 * approver is no caller: it cannot use a tool, and no caller can approve. This class is immutable.
 */
public final class Approver {
  private final String subject;
  private final String account;
  private final @Nullable String jobRole;
  private final String name;
  private final String tokenId;
  private final String keyId;
  private final Instant issuedAt;
  private final Instant expiresAt;

  Approver(
      String subject,
      String account,
      @Nullable String jobRole,
      String name,
      String tokenId,
      String keyId,
      Instant issuedAt,
      Instant expiresAt) {
    this.subject = subject;
    this.account = account;
    this.jobRole = jobRole;
    this.name = name;
    this.tokenId = tokenId;
    this.keyId = keyId;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
  }

  /** The {@code sub} claim: the person, the same as in the access tokens of its clients. */
  public String subject() {
    return subject;
  }

  /** The {@code approver} claim: the account that it signed in with. */
  public String account() {
    return account;
  }

  /** The {@code job_role} claim, or null when the token carries none. */
  public @Nullable String jobRole() {
    return jobRole;
  }

  /** The {@code name} claim, for people to read. */
  public String name() {
    return name;
  }

  /** The {@code jti} claim. */
  public String tokenId() {
    return tokenId;
  }

  /** The {@code kid} of the key that signed the token. */
  public String keyId() {
    return keyId;
  }

  /** The {@code iat} claim. */
  public Instant issuedAt() {
    return issuedAt;
  }

  /** When the sign-in ends. */
  public Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public String toString() {
    return "Approver[" + account + " = " + subject + " as " + jobRole + "]";
  }
}
