package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a signed {@code approver+jwt} must say, each with its JSON type. Beside its
 * type it differs from an access token in what it must have and what it must not have. This class
 * is immutable.
 */
final class ApproverClaims {
  /** However long the issuer's access tokens live. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final List<String> REQUIRED =
      List.of("exp", "iat", "nbf", "sub", "approver", "name", "jti");

  /** They make a client's token of it, or one that is good with a proof that nobody asks for. */
  private static final List<String> REFUSED = List.of("client_id", "act", "cnf");

  private final String issuer;
  private final String audience;

  ApproverClaims(String issuer, String audience) {
    this.issuer = issuer;
    this.audience = audience;
  }

  /** Judges them at a time in seconds since 1970. */
  ApproverVerification judge(SignedToken token, long now) {
    var claims = token.claims();
    var defect = defect(claims, now);
    return defect != null
        ? new ApproverVerification.Refused(defect)
        : new ApproverVerification.Verified(
            new Approver(
                claims.get("sub").textValue(),
                claims.get("approver").textValue(),
                claims.path("job_role").textValue(),
                claims.get("name").textValue(),
                claims.get("jti").textValue(),
                token.keyId(),
                TokenTimes.instant(claims, "iat"),
                TokenTimes.instant(claims, "exp")));
  }

  private @Nullable TokenDefect defect(ObjectNode claims, long now) {
    if (!isText(claims.path("iss"), issuer)) {
      return TokenDefect.ISSUER;
    }
    // One server, as a text: whoever signs in does so at one page.
    if (!isText(claims.path("aud"), audience)) {
      return TokenDefect.AUDIENCE;
    }
    if (REFUSED.stream().anyMatch(claims::has)) {
      return TokenDefect.CLAIM;
    }
    if (!REQUIRED.stream().allMatch(claims::has)) {
      return TokenDefect.MISSING_CLAIM;
    }
    var times = TokenTimes.defect(claims, LONGEST.toSeconds(), now);
    return times != null ? times : identity(claims);
  }

  private static @Nullable TokenDefect identity(ObjectNode claims) {
    for (var name : List.of("sub", "approver", "name", "jti")) {
      if (!ClaimText.identifies(claims.get(name))) {
        return TokenDefect.CLAIM;
      }
    }
    var role = claims.get("job_role");
    return role == null || ClaimText.identifies(role) ? null : TokenDefect.CLAIM;
  }

  private static boolean isText(JsonNode node, String expected) {
    return node.isTextual() && node.textValue().equals(expected);
  }
}
