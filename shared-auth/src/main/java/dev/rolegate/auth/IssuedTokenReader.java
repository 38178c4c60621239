package dev.rolegate.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises access tokens for their own issuer, whichever server they are for and also when they
 * have ended: form, header, key, signature, then the claims by which they are known. It admits
 * nobody; a server verifies with {@link TokenVerifier}. Thread-safe.
 */
public final class IssuedTokenReader {
  private static final Logger LOG = LoggerFactory.getLogger(IssuedTokenReader.class);

  private final String issuer;
  private final VerificationKeys keys;

  public IssuedTokenReader(String issuer, VerificationKeys keys) {
    this.issuer = issuer;
    this.keys = keys;
  }

  /** What came of reading. */
  public sealed interface Reading {
    /** Issued here. Its times are whole numbers, and what names somebody is a text. */
    record Issued(String keyId, ObjectNode claims) implements Reading {}

    /** Not issued here, or nobody can tell any more. */
    record Foreign(TokenDefect defect) implements Reading {}
  }

  /** Reads the compact serialisation. Never throws for any input. */
  public Reading read(String token) {
    try {
      return switch (CompactToken.parse(token)) {
        case CompactToken.Parsed.Refused(var defect) -> new Reading.Foreign(defect);
        case CompactToken.Parsed.Wellformed(var parts) -> read(token, parts);
      };
    } catch (RuntimeException | StackOverflowError e) {
      // Not the message: the library writes the whole decoded token into it.
      LOG.debug("a token was not recognised because of {}", e.getClass().getName());
      return new Reading.Foreign(TokenDefect.MALFORMED);
    }
  }

  private Reading read(String token, CompactToken parts) {
    var kid = parts.header().path("kid").textValue();
    if (kid == null
        || !KeyIds.isKeyId(kid)
        || !(keys.find(kid) instanceof VerificationKeys.Lookup.Found(var key))) {
      return new Reading.Foreign(TokenDefect.KEY);
    }
    // The key decides about the algorithm, never the token.
    var defect = JoseHeader.defect(parts.header(), TokenKind.ACCESS, key.getName());
    if (defect == null) {
      defect = parts.signed() && isSignedWith(key, token) ? null : TokenDefect.SIGNATURE;
    }
    if (defect == null) {
      defect = AccessTokenClaims.unrecognisable(parts.payload(), issuer);
    }
    return defect == null ? new Reading.Issued(kid, parts.payload()) : new Reading.Foreign(defect);
  }

  private static boolean isSignedWith(Algorithm key, String token) {
    try {
      key.verify(JWT.decode(token));
      return true;
    } catch (JWTVerificationException e) {
      return false;
    }
  }
}
