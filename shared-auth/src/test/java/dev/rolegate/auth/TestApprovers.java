package dev.rolegate.auth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verified approvers for tests that begin behind the sign-in: the demo approvers, or anybody. */
public final class TestApprovers {
  public static final Approver ALICE = of("alice", "Manager");
  public static final Approver BOB = of("bob", "AssistantManager");
  public static final Approver CAROL = of("carol", "Officer");
  public static final Approver ERIN = of("erin", "Manager");

  private TestApprovers() {}

  /** Whose account has the name of the subject. */
  public static Approver of(String subject, @Nullable String jobRole) {
    return revocable(
        "jti-of-approver-" + subject, subject, "kid-of-tests", jobRole, TestTokens.NOW);
  }

  /** One whose token can be revoked in any way. */
  public static Approver revocable(
      String tokenId, String subject, String keyId, @Nullable String jobRole, Instant issuedAt) {
    return new Approver(
        subject,
        subject,
        jobRole,
        subject,
        tokenId,
        keyId,
        issuedAt,
        issuedAt.plus(Duration.ofMinutes(15)));
  }
}
