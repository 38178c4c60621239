package dev.rolegate.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A token whose issuer signed it, as far as that can be told without its claims: form, header, key,
 * signature, in this order, with everything that java-jwt leaves open refused before it sees the
 * token. This class is immutable.
 *
 * @param claims not judged yet
 * @param keyId of the key that signed them
 */
record SignedToken(ObjectNode claims, String keyId) {
  /** What came of reading a token. */
  sealed interface Reading {
    record Signed(SignedToken token) implements Reading {}

    /** The library chokes on claims that have better names for what is wrong with them. */
    record Unreadable(SignedToken token) implements Reading {}

    record Refused(TokenDefect defect) implements Reading {}

    /** No key was ever obtained. */
    record Undecided() implements Reading {}
  }

  /**
   * Reads the compact serialisation.
   *
   * @param kind by its {@code typ}; nothing else of the token chooses anything
   */
  static Reading read(String token, TokenKind kind, TrustedIssuer issuer) {
    return switch (CompactToken.parse(token)) {
      case CompactToken.Parsed.Refused(var defect) -> new Reading.Refused(defect);
      case CompactToken.Parsed.Wellformed(var parts) -> {
        var defect = JoseHeader.defect(parts.header(), kind, issuer.algorithm().name());
        yield defect != null ? new Reading.Refused(defect) : lookUp(token, parts, issuer);
      }
    };
  }

  private static Reading lookUp(String token, CompactToken parts, TrustedIssuer issuer) {
    return switch (issuer.keys().find(JoseHeader.kid(parts.header()))) {
      case VerificationKeys.Lookup.Found(var key) -> check(token, parts, key, issuer);
      case VerificationKeys.Lookup.Unknown _ -> new Reading.Refused(TokenDefect.KEY);
      case VerificationKeys.Lookup.Unavailable _ -> new Reading.Undecided();
    };
  }

  private static Reading check(
      String token, CompactToken parts, Algorithm key, TrustedIssuer issuer) {
    // Keys of the wrong kind are a mistake in the configuration, yet must not widen what is taken.
    if (!key.getName().equals(issuer.algorithm().name())) {
      return new Reading.Refused(TokenDefect.ALGORITHM);
    }
    if (!parts.signed()) {
      return new Reading.Refused(TokenDefect.SIGNATURE);
    }
    var read = new SignedToken(parts.payload(), JoseHeader.kid(parts.header()));
    try {
      key.verify(JWT.decode(token));
    } catch (SignatureVerificationException e) {
      return new Reading.Refused(TokenDefect.SIGNATURE);
    } catch (JWTDecodeException e) {
      return new Reading.Unreadable(read);
    }
    return new Reading.Signed(read);
  }
}
