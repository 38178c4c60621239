package dev.rolegate.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies access tokens for one audience (RFC 9068 §4): what any {@link SignedToken} must be, then
 * the claims. Tokens that passed are remembered by digest until they end or a key of the issuer
 * goes away; refused ones never are. Whether a token was revoked, and whether the connection shows
 * the certificate that it is bound to, is looked at each time. Thread-safe.
 */
public final class TokenVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
  private static final int MOST_REMEMBERED = 10_000;

  private final TrustedIssuer issuer;
  private final AccessTokenClaims claims;
  private final RevokedTokens revoked;
  private final InstantSource clock;
  private final Cache<TokenDigest, Remembered> remembered =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /**
   * Refuses the tokens of those who act for somebody else.
   *
   * @param audience the canonical URI of this server, compared byte for byte with {@code aud}
   */
  public TokenVerifier(
      TrustedIssuer issuer, String audience, RevokedTokens revoked, InstantSource clock) {
    this(issuer, audience, revoked, clock, ActClaim.REFUSED);
  }

  /**
   * @param audience the canonical URI of this server, compared byte for byte with {@code aud}
   * @param act understood only by those who also decide about {@link Caller#actor()}
   */
  public TokenVerifier(
      TrustedIssuer issuer,
      String audience,
      RevokedTokens revoked,
      InstantSource clock,
      ActClaim act) {
    this.issuer = issuer;
    this.claims = new AccessTokenClaims(issuer.issuer(), audience, issuer.maxLifetime(), act);
    this.revoked = revoked;
    this.clock = clock;
  }

  private record Remembered(Verification.Verified verified, long exp, long generation) {}

  /** Verifies the credential of somebody who shows no certificate: a bound token is refused. */
  public Verification verify(String token) {
    return verify(token, null);
  }

  /**
   * Verifies the compact serialisation as the credential of whoever sent it. Never throws for any
   * input.
   *
   * @param presented the client certificate that TLS verified on the connection of this request
   */
  public Verification verify(String token, @Nullable X509Certificate presented) {
    var verification = inspect(token);
    return verification instanceof Verification.Verified verified
        ? proven(verified, presented)
        : verification;
  }

  /**
   * Verifies a token that somebody was told of and that is nobody's credential now, as in
   * introspection and revocation: a certificate that it is bound to is not asked for.
   */
  public Verification inspect(String token) {
    try {
      return token.length() > CompactToken.LONGEST
          ? refused(TokenDefect.MALFORMED)
          : unlessRevoked(recall(token, Math.floorDiv(clock.millis(), 1000L)));
    } catch (RuntimeException | StackOverflowError e) {
      // Not the message: the library writes the whole decoded token into it.
      LOG.debug("a token was refused because of {}", e.getClass().getName());
      return refused(TokenDefect.MALFORMED);
    }
  }

  private Verification proven(Verification.Verified verified, @Nullable X509Certificate presented) {
    var bound = verified.caller().certificate();
    if (bound == null) {
      return verified;
    }
    if (presented == null) {
      return refused(TokenDefect.CERTIFICATE_ABSENT);
    }
    if (!bound.equals(CertificateThumbprint.of(presented))) {
      return refused(TokenDefect.CERTIFICATE_OTHER);
    }
    // TLS looked when the connection began, and a resumed one began with the first.
    return clock.instant().isAfter(presented.getNotAfter().toInstant())
        ? refused(TokenDefect.CERTIFICATE_EXPIRED)
        : verified;
  }

  private Verification unlessRevoked(Verification verification) {
    return verification instanceof Verification.Verified(var caller)
        ? switch (revoked.standingOf(caller)) {
          case LIVES -> verification;
          case REVOKED -> refused(TokenDefect.REVOKED);
          case UNKNOWN ->
              new Verification.Undecided(
                  "revocations_unknown",
                  "Which tokens were revoked is not known here at the moment; try again shortly.");
        }
        : verification;
  }

  private Verification recall(String token, long now) {
    var digest = TokenDigest.of(token);
    // Read before the key is looked up: a key that goes away meanwhile voids what is stored below.
    var generation = issuer.keys().generation();
    var known = remembered.getIfPresent(digest);
    if (known != null && known.generation == generation) {
      return TokenTimes.isExpired(known.exp, now) ? refused(TokenDefect.EXPIRED) : known.verified;
    }
    var verification = judge(token, now);
    if (verification instanceof Verification.Verified verified) {
      var exp = verified.caller().expiresAt().getEpochSecond();
      remembered.put(digest, new Remembered(verified, exp, generation));
    }
    return verification;
  }

  private Verification judge(String token, long now) {
    return switch (SignedToken.read(token, TokenKind.ACCESS, issuer)) {
      case SignedToken.Reading.Signed(var signed) -> claims.judge(signed, now);
      case SignedToken.Reading.Unreadable(var signed) ->
          claims.judge(signed, now) instanceof Verification.Refused refused
              ? refused
              : refused(TokenDefect.MALFORMED);
      case SignedToken.Reading.Refused(var defect) -> refused(defect);
      case SignedToken.Reading.Undecided _ ->
          new Verification.Undecided(
              "undecided", "The token cannot be verified at the moment; try again shortly.");
    };
  }

  private static Verification.Refused refused(TokenDefect defect) {
    return new Verification.Refused(defect);
  }
}
