package dev.rolegate.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies access tokens for one audience (RFC 9068 §4): format, header, key, signature, claims, in
 * this order, with everything that java-jwt leaves open refused before it sees the token. Tokens
 * that passed are remembered by digest until they end or a key of the issuer goes away; refused
 * ones never are. Thread-safe.
 */
public final class TokenVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
  private static final int MOST_REMEMBERED = 10_000;

  private final TrustedIssuer issuer;
  private final AccessTokenClaims claims;
  private final InstantSource clock;
  private final Cache<TokenDigest, Remembered> remembered =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /**
   * @param audience the canonical URI of this server, compared byte for byte with {@code aud}
   */
  public TokenVerifier(TrustedIssuer issuer, String audience, InstantSource clock) {
    this.issuer = issuer;
    this.claims = new AccessTokenClaims(issuer.issuer(), audience, issuer.maxLifetime());
    this.clock = clock;
  }

  private record Remembered(Verification.Verified verified, long exp, long generation) {}

  /** Verifies the compact serialisation. Never throws for any input. */
  public Verification verify(String token) {
    try {
      return token.length() > CompactToken.LONGEST
          ? refused(TokenDefect.MALFORMED)
          : recall(token, Math.floorDiv(clock.millis(), 1000L));
    } catch (RuntimeException | StackOverflowError e) {
      // Not the message: the library writes the whole decoded token into it.
      LOG.debug("a token was refused because of {}", e.getClass().getName());
      return refused(TokenDefect.MALFORMED);
    }
  }

  private Verification recall(String token, long now) {
    var digest = TokenDigest.of(token);
    // Read before the key is looked up: a key that goes away meanwhile voids what is stored below.
    var generation = issuer.keys().generation();
    var known = remembered.getIfPresent(digest);
    if (known != null && known.generation == generation) {
      return AccessTokenClaims.isExpired(known.exp, now)
          ? refused(TokenDefect.EXPIRED)
          : known.verified;
    }
    var verification = judge(token, now);
    if (verification instanceof Verification.Verified verified) {
      var exp = verified.caller().expiresAt().getEpochSecond();
      remembered.put(digest, new Remembered(verified, exp, generation));
    }
    return verification;
  }

  private Verification judge(String token, long now) {
    return switch (CompactToken.parse(token)) {
      case CompactToken.Parsed.Refused(var defect) -> refused(defect);
      case CompactToken.Parsed.Wellformed(var parts) -> {
        var defect = JoseHeader.defect(parts.header(), issuer.algorithm().name());
        yield defect != null ? refused(defect) : lookUp(token, parts, now);
      }
    };
  }

  private Verification lookUp(String token, CompactToken parts, long now) {
    return switch (issuer.keys().find(JoseHeader.kid(parts.header()))) {
      case VerificationKeys.Lookup.Found(var key) -> check(token, parts, key, now);
      case VerificationKeys.Lookup.Unknown _ -> refused(TokenDefect.KEY);
      case VerificationKeys.Lookup.Unavailable(var why) -> new Verification.Undecided(why);
    };
  }

  private Verification check(String token, CompactToken parts, Algorithm key, long now) {
    // Keys of the wrong kind are a mistake in the configuration, yet must not widen what is taken.
    if (!key.getName().equals(issuer.algorithm().name())) {
      return refused(TokenDefect.ALGORITHM);
    }
    if (!parts.signed()) {
      return refused(TokenDefect.SIGNATURE);
    }
    try {
      key.verify(JWT.decode(token));
    } catch (SignatureVerificationException e) {
      return refused(TokenDefect.SIGNATURE);
    } catch (JWTDecodeException e) {
      // The library reads some claims itself and chokes on wrong types, which have better names.
      return claims.judge(parts.payload(), now) instanceof Verification.Refused refused
          ? refused
          : refused(TokenDefect.MALFORMED);
    }
    return claims.judge(parts.payload(), now);
  }

  private static Verification.Refused refused(TokenDefect defect) {
    return new Verification.Refused(defect);
  }
}
