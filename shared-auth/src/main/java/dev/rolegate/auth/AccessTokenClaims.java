package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a signed access token must say (RFC 9068 §2.2 and §4), each with its JSON
 * type. This class is immutable.
 */
final class AccessTokenClaims {
  private static final List<String> REQUIRED =
      List.of("exp", "iat", "nbf", "sub", "client_id", "jti");
  private static final List<String> NAMES = List.of("sub", "client_id", "jti");

  private static final int MOST_AUDIENCES = 64;

  private final String issuer;
  private final String audience;
  private final long maxLifetime;
  private final ActClaim act;

  AccessTokenClaims(String issuer, String audience, Duration maxLifetime, ActClaim act) {
    this.issuer = issuer;
    this.audience = audience;
    this.maxLifetime = maxLifetime.toSeconds();
    this.act = act;
  }

  /** Judges them at a time in seconds since 1970. */
  Verification judge(SignedToken token, long now) {
    var claims = token.claims();
    var defect = defect(claims, now);
    if (defect != null) {
      return new Verification.Refused(defect);
    }
    return new Verification.Verified(
        new Caller(
            issuer,
            claims.get("sub").textValue(),
            claims.get("client_id").textValue(),
            textOrNull(claims.get("job_role")),
            textOrNull(claims.get("id")),
            textOrNull(claims.get("name")),
            claims.get("jti").textValue(),
            token.keyId(),
            TokenTimes.instant(claims, "iat"),
            TokenTimes.instant(claims, "exp"),
            certificate(claims),
            act.read(claims)));
  }

  /** Why claims cannot be those that an issuer signed, whoever they are for and when; or null. */
  static @Nullable TokenDefect unrecognisable(ObjectNode claims, String issuer) {
    if (!isText(claims.get("iss"), issuer)) {
      return TokenDefect.ISSUER;
    }
    for (var name : REQUIRED) {
      if (!claims.has(name)) {
        return TokenDefect.MISSING_CLAIM;
      }
    }
    var form = TokenTimes.form(claims);
    return form != null ? form : identity(claims);
  }

  private @Nullable TokenDefect defect(ObjectNode claims, long now) {
    if (!isText(claims.get("iss"), issuer)) {
      return TokenDefect.ISSUER;
    }
    if (!isForUs(claims.get("aud"))) {
      return TokenDefect.AUDIENCE;
    }
    if (claims.has("cnf") && certificate(claims) == null) {
      return TokenDefect.CONFIRMATION;
    }
    var delegation = act.defect(claims);
    if (delegation != null) {
      return delegation;
    }
    for (var name : REQUIRED) {
      if (!claims.has(name)) {
        return TokenDefect.MISSING_CLAIM;
      }
    }
    var times = TokenTimes.defect(claims, maxLifetime, now);
    return times != null ? times : identity(claims);
  }

  /** Null without a confirmation, and for one that says anything else or more (RFC 8705 §3.1). */
  private static @Nullable CertificateThumbprint certificate(ObjectNode claims) {
    var cnf = claims.get("cnf");
    var thumbprint = cnf == null ? null : cnf.get(CertificateThumbprint.MEMBER);
    return thumbprint == null || cnf.size() > 1 || !thumbprint.isTextual()
        ? null
        : CertificateThumbprint.parse(thumbprint.textValue());
  }

  private static @Nullable TokenDefect identity(ObjectNode claims) {
    for (var name : NAMES) {
      var claim = claims.get(name);
      if (!ClaimText.identifies(claim)) {
        return TokenDefect.CLAIM;
      }
    }
    return ClaimText.isWholeOrAbsent(claims.get("job_role"))
            && ClaimText.isWholeOrAbsent(claims.get("name"))
            && isNumberOrNameOrAbsent(claims.get("id"))
        ? null
        : TokenDefect.CLAIM;
  }

  private boolean isForUs(@Nullable JsonNode aud) {
    if (aud == null || !aud.isArray()) {
      return isText(aud, audience);
    }
    if (aud.size() > MOST_AUDIENCES) {
      return false;
    }
    var found = false;
    for (var one : aud) {
      if (!one.isTextual()) {
        return false;
      }
      found |= one.textValue().equals(audience);
    }
    return found;
  }

  private static boolean isText(@Nullable JsonNode node, String expected) {
    return node != null && node.isTextual() && node.textValue().equals(expected);
  }

  private static boolean isNumberOrNameOrAbsent(@Nullable JsonNode node) {
    return node == null || node.isIntegralNumber() || ClaimText.identifies(node);
  }

  private static @Nullable String textOrNull(@Nullable JsonNode node) {
    return node == null ? null : node.asText();
  }
}
