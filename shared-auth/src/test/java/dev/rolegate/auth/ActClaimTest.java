package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of those who act for somebody else: who takes them, and what is decided about them. */
class ActClaimTest {
  private static final InstantSource CLOCK = InstantSource.fixed(TestTokens.NOW);
  private static final TestTokens TOKENS = TestTokens.hs256(CLOCK);

  /** A valid token of the agent acting for alice, with one thing broken. */
  record Break(String what, UnaryOperator<TestTokens.Draft> change) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Break> breaks() {
    var all = new ArrayList<Break>();
    for (var act :
        List.of(
            "null",
            "\"agent\"",
            "1",
            "true",
            "[]",
            "[{\"sub\":\"agent\",\"client_id\":\"agent-1\"}]",
            "{}",
            "{\"sub\":\"agent\"}",
            "{\"client_id\":\"agent-1\"}",
            "{\"sub\":\"\",\"client_id\":\"agent-1\"}",
            "{\"sub\":null,\"client_id\":\"agent-1\"}",
            "{\"sub\":\"agent\",\"client_id\":5}",
            "{\"sub\":\"a\\nb\",\"client_id\":\"agent-1\"}",
            "{\"sub\":\"agent\",\"client_id\":\"" + "x".repeat(257) + "\"}",
            "{\"sub\":\"agent\",\"client_id\":\"agent-1\",\"job_role\":null}",
            "{\"sub\":\"agent\",\"client_id\":\"agent-1\",\"job_role\":[\"Manager\"]}",
            "{\"sub\":\"agent\",\"client_id\":\"agent-1\",\"job_role\":\"\\ud800\"}",
            "{\"sub\":\"agent\",\"client_id\":\"agent-1\",\"iss\":\"x\"}",
            "{\"sub\":\"agent\",\"client_id\":\"agent-1\",\"act\":{\"sub\":\"b\",\"client_id\":\"b\"}}",
            "{\"sub\":\"agent\",\"client_id\":\"agent-1\",\"act\":null}")) {
      all.add(new Break("act " + act, draft -> draft.rawClaim("act", act)));
    }
    for (var parent : List.of("null", "5", "\"\"", "[\"p\"]", "\"a\\u0000b\"")) {
      all.add(new Break("parent_jti " + parent, draft -> draft.rawClaim("parent_jti", parent)));
    }
    for (var time : List.of("null", "-1", "1.5", "\"1\"", "99999999999999999999")) {
      all.add(new Break("parent_iat " + time, draft -> draft.rawClaim("parent_iat", time)));
    }
    for (var key : List.of("null", "5", "\"\"", "\"a/b\"")) {
      all.add(new Break("parent_kid " + key, draft -> draft.rawClaim("parent_kid", key)));
    }
    for (var part : List.of("parent_jti", "parent_iat", "parent_kid")) {
      all.add(new Break("no " + part, draft -> draft.without(part)));
      all.add(
          new Break(
              part + " and nobody who acts",
              draft -> {
                for (var other : List.of("act", "parent_jti", "parent_iat", "parent_kid")) {
                  if (!other.equals(part)) {
                    draft.without(other);
                  }
                }
                return draft;
              }));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void isRefusedUnlessItNamesOneActor(Break one) {
    var token = one.change.apply(delegated()).mint();
    assertThat(verifier(ActClaim.UNDERSTOOD).verify(token))
        .isEqualTo(new Verification.Refused(TokenDefect.ACT));
    assertThat(verifier(ActClaim.REFUSED).verify(token))
        .isEqualTo(new Verification.Refused(TokenDefect.ACT_UNSUPPORTED));
  }

  @Test
  void isRefusedByAVerifierThatWasNotToldToUnderstandIt() {
    var verifier =
        new TokenVerifier(TOKENS.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), CLOCK);
    assertThat(verifier.verify(delegated().mint()))
        .isEqualTo(new Verification.Refused(TokenDefect.ACT_UNSUPPORTED));
    assertThat(verifier.verify(TOKENS.mint())).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void becomesASubjectForWhomSomebodyActs() {
    var caller = verified(delegated());
    assertThat(caller.subject()).isEqualTo("alice");
    assertThat(caller.jobRole()).isEqualTo("Manager");
    assertThat(caller.issuedAt()).isEqualTo(TestTokens.NOW);
    assertThat(caller.delegation())
        .isEqualTo(
            new Caller.Delegation(
                new Caller.Actor("agent", "agent-1", "Officer"),
                "parent-1",
                TestTokens.NOW.minusSeconds(60),
                "parent-key"));
    var withoutRole = delegated().claim("act", Map.of("sub", "agent", "client_id", "agent-1"));
    assertThat(verified(withoutRole).actor()).isEqualTo(new Caller.Actor("agent", "agent-1", null));
    assertThat(verified(TOKENS.valid()).actor()).isNull();
  }

  @Test
  void isAnotherPrincipalThanItsSubjectAndThanThatOfAnotherActor() {
    var other = delegated().claim("act", Map.of("sub", "agent", "client_id", "agent-2"));
    assertThat(
            List.of(
                verified(TOKENS.valid()).principal(),
                verified(delegated()).principal(),
                verified(other).principal()))
        .doesNotHaveDuplicates();
    assertThat(verified(delegated()).principal())
        .isEqualTo(verified(delegated().claim("parent_jti", "parent-2")).principal());
  }

  @Test
  void bothRolesMustBeAllowedAndADenialSaysWhoseWasNot() {
    var policy = AccessPolicy.load(Path.of("../access-policy.yaml"));
    assertThat(policy.admission("crm", behind("Manager", "Manager"))).isInstanceOf(Allowed.class);
    assertThat(policy.admission("crm", behind("Manager", "Officer")))
        .isEqualTo(
            new Denied(
                "actor_role_not_admitted",
                "refused for the actor: job_role Officer is not admitted to crm; admitted: Manager",
                List.of("Manager")));
    assertThat(policy.admission("crm", behind("Officer", "Manager")))
        .isEqualTo(
            new Denied(
                "subject_role_not_admitted",
                "refused for the subject: job_role Officer is not admitted to crm; admitted:"
                    + " Manager",
                List.of("Manager")));
    assertThat(policy.admission("hr", behind("Officer", null)))
        .isInstanceOfSatisfying(
            Denied.class, denied -> assertThat(denied.reason()).isEqualTo("actor_no_job_role"));
    var tool = "add_employee_record";
    assertThat(policy.toolUse("hr", tool, behind("Manager", "Manager")))
        .isInstanceOf(Allowed.class);
    assertThat(policy.toolUse("hr", tool, behind("Manager", "Officer")))
        .isInstanceOfSatisfying(
            Denied.class,
            denied -> assertThat(denied.reason()).isEqualTo("actor_tool_not_allowed"));
    assertThat(policy.toolUse("hr", tool, behind("Officer", "Manager")))
        .isInstanceOfSatisfying(
            Denied.class,
            denied -> assertThat(denied.reason()).isEqualTo("subject_tool_not_allowed"));
  }

  private static Caller behind(String role, @Nullable String actorRole) {
    return TestCallers.behind(TestCallers.of("alice", role, "123"), "agent", actorRole);
  }

  private static TestTokens.Draft delegated() {
    return TOKENS
        .valid()
        .claim("act", Map.of("sub", "agent", "client_id", "agent-1", "job_role", "Officer"))
        .claim("parent_jti", "parent-1")
        .claim("parent_iat", TestTokens.NOW.minusSeconds(60).getEpochSecond())
        .claim("parent_kid", "parent-key");
  }

  private static Caller verified(TestTokens.Draft draft) {
    var verification = verifier(ActClaim.UNDERSTOOD).verify(draft.mint());
    assertThat(verification).isInstanceOf(Verification.Verified.class);
    return ((Verification.Verified) verification).caller();
  }

  private static TokenVerifier verifier(ActClaim act) {
    return new TokenVerifier(
        TOKENS.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), CLOCK, act);
  }
}
