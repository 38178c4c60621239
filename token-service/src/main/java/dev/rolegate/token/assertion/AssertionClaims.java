package dev.rolegate.token.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the claims of an assertion must say (RFC 7523 §3). This class is immutable. */
final class AssertionClaims {
  /** As everywhere in this house. */
  static final Duration SKEW = Duration.ofSeconds(30);

  /** It is made for one request, and its {@code jti} is kept as long as it lives. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int LONGEST_ID = 256;
  private static final long NO_TIME = Long.MIN_VALUE;

  private final String issuer;

  /**
   * @param issuer of the tokens here: the one audience that is accepted. Not the token endpoint's
   *     URL, which a client could be told by somebody else (draft-ietf-oauth-rfc7523bis)
   */
  AssertionClaims(String issuer) {
    this.issuer = issuer;
  }

  /** What is wrong, as a short stable code for the audit, or null. */
  @Nullable String defect(ObjectNode claims, String clientId, Instant now) {
    if (!isText(claims.get("iss"), clientId) || !isText(claims.get("sub"), clientId)) {
      return "assertion_wrong_iss";
    }
    if (!isForUs(claims.get("aud"))) {
      return "assertion_wrong_aud";
    }
    var second = now.getEpochSecond();
    var skew = SKEW.toSeconds();
    var exp = seconds(claims.get("exp"));
    if (exp == NO_TIME) {
      return "assertion_bad_exp";
    }
    if (second - skew >= exp) {
      return "assertion_expired";
    }
    if (exp > second + LONGEST.toSeconds() + skew) {
      return "assertion_lifetime_too_long";
    }
    for (var name : new String[] {"iat", "nbf"}) {
      var time = claims.has(name) ? seconds(claims.get(name)) : second;
      if (time == NO_TIME || time > second + skew) {
        return "assertion_not_yet_valid";
      }
    }
    return isId(claims.get("jti")) ? null : "assertion_bad_jti";
  }

  /** Of claims without defect. */
  static String id(ObjectNode claims) {
    return claims.get("jti").textValue();
  }

  /** Of claims without defect: from then on nobody takes it anyway. */
  static Instant end(ObjectNode claims) {
    return Instant.ofEpochSecond(claims.get("exp").longValue()).plus(SKEW);
  }

  private boolean isForUs(@Nullable JsonNode aud) {
    return (aud != null && aud.isArray())
        ? aud.size() == 1 && isText(aud.get(0), issuer)
        : isText(aud, issuer);
  }

  private static boolean isText(@Nullable JsonNode node, String expected) {
    return node != null && node.isTextual() && node.textValue().equals(expected);
  }

  private static boolean isId(@Nullable JsonNode node) {
    var text = node == null || !node.isTextual() ? "" : node.textValue();
    return !text.isEmpty()
        && text.length() <= LONGEST_ID
        && text.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /** In whole seconds since 1970, and not so many that adding to them overflows. */
  private static long seconds(@Nullable JsonNode node) {
    return node != null
            && node.isIntegralNumber()
            && node.canConvertToLong()
            && node.longValue() >= 0
            && node.longValue() < 1L << 40
        ? node.longValue()
        : NO_TIME;
  }
}
