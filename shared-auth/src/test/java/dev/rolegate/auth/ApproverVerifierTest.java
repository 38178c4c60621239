package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Tokens of approvers, and that neither kind of token is ever taken for the other. */
class ApproverVerifierTest {
  private static final InstantSource CLOCK = InstantSource.fixed(TestTokens.NOW);
  private static final long NOW = TestTokens.NOW.getEpochSecond();

  /** From a valid draft to a token with one thing broken. */
  record Break(String what, TokenDefect defect, Function<TestTokens, String> token) {
    static Break draft(
        String what, TokenDefect defect, Function<TestTokens.Draft, TestTokens.Draft> change) {
      return new Break(what, defect, tokens -> change.apply(tokens.approver()).mint());
    }

    static Break claim(String what, TokenDefect defect, String name, String json) {
      return draft(what, defect, draft -> draft.rawClaim(name, json));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static final List<Break> breaks = breaks();

  private static List<Break> breaks() {
    var all = new ArrayList<Break>();
    for (var typ : List.of("at+jwt", "application/at+jwt", "JWT", "Approver+JWT", "")) {
      all.add(
          Break.draft("typ " + typ, TokenDefect.APPROVER_TYPE, draft -> draft.header("typ", typ)));
    }
    all.addAll(
        List.of(
            Break.draft("no typ", TokenDefect.APPROVER_TYPE, draft -> draft.withoutHeader("typ")),
            new Break("an access token", TokenDefect.APPROVER_TYPE, TestTokens::mint),
            new Break(
                "an access token by another name",
                TokenDefect.CLAIM,
                tokens -> tokens.valid().header("typ", "approver+jwt").mint()),
            Break.draft("a client", TokenDefect.CLAIM, draft -> draft.claim("client_id", "alice")),
            Break.draft(
                "a client that is null",
                TokenDefect.CLAIM,
                draft -> draft.claim("client_id", null)),
            Break.claim("an actor", TokenDefect.CLAIM, "act", "{\"sub\":\"x\"}"),
            Break.claim("a bound token", TokenDefect.CLAIM, "cnf", "{\"x5t#S256\":\"x\"}"),
            new Break("empty", TokenDefect.MALFORMED, _ -> ""),
            new Break(
                "too long",
                TokenDefect.MALFORMED,
                tokens -> tokens.approver().mint() + "A".repeat(8000)),
            new Break(
                "another's signature",
                TokenDefect.SIGNATURE,
                tokens -> withSignatureOf(tokens.approver().mint(), tokens.mint())),
            new Break(
                "no signature",
                TokenDefect.SIGNATURE,
                tokens -> tokens.approver().mint().replaceFirst("[^.]*$", "")),
            Break.draft("alg none", TokenDefect.ALGORITHM, draft -> draft.header("alg", "none")),
            Break.draft(
                "a key that nobody has", TokenDefect.KEY, draft -> draft.header("kid", "AAAA")),
            Break.draft("crit", TokenDefect.CRITICAL_HEADER, draft -> draft.header("crit", "x")),
            Break.draft(
                "another issuer",
                TokenDefect.ISSUER,
                draft -> draft.claim("iss", TestTokens.ISSUER + "/")),
            Break.draft(
                "another server",
                TokenDefect.AUDIENCE,
                draft -> draft.claim("aud", "http://localhost:8003/mcp")),
            Break.draft(
                "several servers",
                TokenDefect.AUDIENCE,
                draft -> draft.claim("aud", List.of(TestTokens.AUDIENCE))),
            Break.claim("an end as a text", TokenDefect.CLAIM, "exp", "\"soon\""),
            Break.claim("an end that no clock has", TokenDefect.CLAIM, "exp", "1e308"),
            Break.draft(
                "ended",
                TokenDefect.EXPIRED,
                draft -> draft.claim("iat", NOW - 900).claim("exp", NOW - 30)),
            Break.draft(
                "to come", TokenDefect.NOT_YET_VALID, draft -> draft.claim("nbf", NOW + 31)),
            Break.draft(
                "longer than fifteen minutes",
                TokenDefect.LIFETIME,
                draft -> draft.claim("exp", NOW + 901)),
            Break.claim("an empty account", TokenDefect.CLAIM, "approver", "\"\""),
            Break.claim("an account that is a number", TokenDefect.CLAIM, "approver", "1"),
            Break.claim("a name of two lines", TokenDefect.CLAIM, "name", "\"Erin\\nAlice\""),
            Break.claim("a role that is null", TokenDefect.CLAIM, "job_role", "null"),
            Break.claim("a role that is a list", TokenDefect.CLAIM, "job_role", "[\"Manager\"]"),
            Break.claim("an empty role", TokenDefect.CLAIM, "job_role", "\"\"")));
    for (var claim : List.of("exp", "iat", "nbf", "sub", "approver", "name", "jti")) {
      all.add(Break.draft("no " + claim, TokenDefect.MISSING_CLAIM, draft -> draft.without(claim)));
    }
    return all;
  }

  @ParameterizedTest
  @FieldSource("breaks")
  void oneThingBrokenIsRefusedByName(Break broken) {
    for (var algorithm : SigningAlgorithm.values()) {
      var tokens = TestTokens.of(algorithm, CLOCK);
      assertThat(verifier(tokens).verify(broken.token().apply(tokens)))
          .as("%s", algorithm)
          .isEqualTo(new ApproverVerification.Refused(broken.defect()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValidOneTellsWhoSignedIn(SigningAlgorithm algorithm) {
    var tokens = TestTokens.of(algorithm, CLOCK);
    var approver = approver(verifier(tokens).verify(tokens.approver().claim("sub", "e-7").mint()));
    assertThat(approver.subject()).isEqualTo("e-7");
    assertThat(approver.account()).isEqualTo("erin");
    assertThat(approver.jobRole()).isEqualTo("Manager");
    assertThat(approver.name()).isEqualTo("Erin");
    assertThat(approver.keyId()).isEqualTo(tokens.kid());
    assertThat(approver.issuedAt()).isEqualTo(TestTokens.NOW);
    assertThat(approver.expiresAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofMinutes(15)));
  }

  @Test
  void noPlaceholderStandsForARoleThatIsAbsent() {
    var tokens = TestTokens.rs256(CLOCK);
    var approver = approver(verifier(tokens).verify(tokens.approver().without("job_role").mint()));
    assertThat(approver.jobRole()).isNull();
  }

  /** By its type, and by its claims if an issuer should ever write the wrong type. */
  @ParameterizedTest
  @EnumSource
  void anAccessTokenIsNeverAnApproversNorTheReverse(SigningAlgorithm algorithm) {
    var tokens = TestTokens.of(algorithm, CLOCK);
    var access =
        new TokenVerifier(tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), CLOCK);
    var reader = new IssuedTokenReader(tokens.issuer(), tokens.trustedIssuer().keys());
    assertThat(access.verify(tokens.mint())).isInstanceOf(Verification.Verified.class);
    assertThat(access.verify(tokens.approver().mint()))
        .isEqualTo(new Verification.Refused(TokenDefect.TYPE));
    assertThat(access.inspect(tokens.approver().mint()))
        .isEqualTo(new Verification.Refused(TokenDefect.TYPE));
    assertThat(access.verify(tokens.approver().header("typ", "at+jwt").mint()))
        .isEqualTo(new Verification.Refused(TokenDefect.MISSING_CLAIM));
    assertThat(reader.read(tokens.approver().mint()))
        .isEqualTo(new IssuedTokenReader.Reading.Foreign(TokenDefect.TYPE));
    assertThat(reader.read(tokens.approver().header("typ", "at+jwt").mint()))
        .isEqualTo(new IssuedTokenReader.Reading.Foreign(TokenDefect.MISSING_CLAIM));
  }

  @Test
  void whatWasRevokedIsAskedEachTime() {
    var tokens = TestTokens.rs256(CLOCK);
    var standing = new AtomicReference<>(RevokedTokens.Standing.LIVES);
    var revoked =
        new RevokedTokens() {
          @Override
          public Standing standingOf(Caller caller) {
            return Standing.LIVES;
          }

          @Override
          public Standing standingOf(Approver approver) {
            return standing.get();
          }
        };
    var verifier =
        new ApproverVerifier(tokens.trustedIssuer(), TestTokens.AUDIENCE, revoked, CLOCK);
    var token = tokens.approver().mint();
    assertThat(verifier.verify(token)).isInstanceOf(ApproverVerification.Verified.class);
    standing.set(RevokedTokens.Standing.REVOKED);
    assertThat(verifier.verify(token))
        .isEqualTo(new ApproverVerification.Refused(TokenDefect.REVOKED));
    standing.set(RevokedTokens.Standing.UNKNOWN);
    assertThat(verifier.verify(token)).isInstanceOf(ApproverVerification.Undecided.class);
  }

  /** A view of revocations that was only taught about callers lets no approver pass. */
  @Test
  void whoOnlyKnowsCallersDoesNotKnowApprovers() {
    var tokens = TestTokens.rs256(CLOCK);
    var verifier =
        new ApproverVerifier(
            tokens.trustedIssuer(), TestTokens.AUDIENCE, _ -> RevokedTokens.Standing.LIVES, CLOCK);
    assertThat(verifier.verify(tokens.approver().mint()))
        .isInstanceOfSatisfying(
            ApproverVerification.Undecided.class,
            undecided -> assertThat(undecided.code()).isEqualTo("revocations_unknown"));
  }

  private static ApproverVerifier verifier(TestTokens tokens) {
    return new ApproverVerifier(
        tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), CLOCK);
  }

  private static Approver approver(ApproverVerification verification) {
    return ((ApproverVerification.Verified) verification).approver();
  }

  private static String withSignatureOf(String token, String other) {
    return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
  }
}
