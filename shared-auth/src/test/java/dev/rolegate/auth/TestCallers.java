package dev.rolegate.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verified callers for tests that begin behind the gate: the demo clients, or anybody. */
public final class TestCallers {
  public static final Caller ALICE = of("alice", "Manager", "123");
  public static final Caller BOB = of("bob", "AssistantManager", "124");
  public static final Caller CAROL = of("carol", "Officer", "125");

  private TestCallers() {}

  public static Caller of(String subject, @Nullable String jobRole, @Nullable String id) {
    return new Caller(
        TestTokens.ISSUER,
        subject,
        subject,
        jobRole,
        id,
        null,
        "jti-of-" + subject,
        "kid-of-tests",
        TestTokens.NOW,
        TestTokens.NOW.plus(TestTokens.LIFETIME),
        null,
        null);
  }

  /** One whose token can be revoked in any way. */
  public static Caller revocable(
      String tokenId, String clientId, String subject, String keyId, Instant issuedAt) {
    return new Caller(
        TestTokens.ISSUER,
        subject,
        clientId,
        "Manager",
        null,
        null,
        tokenId,
        keyId,
        issuedAt,
        issuedAt.plus(TestTokens.LIFETIME),
        null,
        null);
  }

  /** The caller, for whom a service has traded the token for another one at a time. */
  public static Caller derived(Caller parent, String actor, Instant issuedAt) {
    return new Caller(
        parent.issuer(),
        parent.subject(),
        parent.clientId(),
        parent.jobRole(),
        parent.id(),
        parent.name(),
        "derived-jti",
        "derived-kid",
        issuedAt,
        parent.expiresAt(),
        null,
        new Caller.Delegation(
            new Caller.Actor(actor + "-sub", actor, null),
            parent.tokenId(),
            parent.issuedAt(),
            parent.keyId()));
  }

  /** The caller, for whom a service of this role acts. */
  public static Caller behind(Caller caller, String actor, @Nullable String actorRole) {
    return new Caller(
        caller.issuer(),
        caller.subject(),
        caller.clientId(),
        caller.jobRole(),
        caller.id(),
        caller.name(),
        "jti-of-" + actor + "-for-" + caller.subject(),
        caller.keyId(),
        caller.issuedAt(),
        caller.expiresAt(),
        caller.certificate(),
        new Caller.Delegation(
            new Caller.Actor(actor, actor, actorRole),
            caller.tokenId(),
            caller.issuedAt(),
            caller.keyId()));
  }
}
