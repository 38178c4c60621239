package dev.rolegate.auth;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the tokens of approvers ({@code typ: approver+jwt}) for one audience. No access token
 * passes, and none of these passes {@link TokenVerifier}. Nothing is remembered: people are few and
 * slow. Thread-safe.
 */
public final class ApproverVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(ApproverVerifier.class);

  private final TrustedIssuer issuer;
  private final ApproverClaims claims;
  private final RevokedTokens revoked;
  private final InstantSource clock;

  /**
   * @param audience the canonical URI of this server, compared byte for byte with {@code aud}
   */
  public ApproverVerifier(
      TrustedIssuer issuer, String audience, RevokedTokens revoked, InstantSource clock) {
    this.issuer = issuer;
    this.claims = new ApproverClaims(issuer.issuer(), audience);
    this.revoked = revoked;
    this.clock = clock;
  }

  /** Verifies the compact serialisation. Never throws for any input. */
  public ApproverVerification verify(String token) {
    try {
      return token.length() > CompactToken.LONGEST
          ? refused(TokenDefect.MALFORMED)
          : unlessRevoked(judge(token));
    } catch (RuntimeException | StackOverflowError e) {
      // Not the message: the library writes the whole decoded token into it.
      LOG.debug("an approver's token was refused because of {}", e.getClass().getName());
      return refused(TokenDefect.MALFORMED);
    }
  }

  private ApproverVerification judge(String token) {
    return switch (SignedToken.read(token, TokenKind.APPROVER, issuer)) {
      case SignedToken.Reading.Signed(var signed) ->
          claims.judge(signed, Math.floorDiv(clock.millis(), 1000L));
      case SignedToken.Reading.Unreadable _ -> refused(TokenDefect.CLAIM);
      case SignedToken.Reading.Refused(var defect) -> refused(defect);
      case SignedToken.Reading.Undecided _ ->
          new ApproverVerification.Undecided(
              "undecided", "The sign-in cannot be verified at the moment; try again shortly.");
    };
  }

  private ApproverVerification unlessRevoked(ApproverVerification verification) {
    return verification instanceof ApproverVerification.Verified(var approver)
        ? switch (revoked.standingOf(approver)) {
          case LIVES -> verification;
          case REVOKED -> refused(TokenDefect.REVOKED);
          case UNKNOWN ->
              new ApproverVerification.Undecided(
                  "revocations_unknown",
                  "Which tokens were revoked is not known here at the moment; try again shortly.");
        }
        : verification;
  }

  private static ApproverVerification.Refused refused(TokenDefect defect) {
    return new ApproverVerification.Refused(defect);
  }
}
