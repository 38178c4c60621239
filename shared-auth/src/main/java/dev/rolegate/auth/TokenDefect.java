package dev.rolegate.auth;

/**
 * Which check a token failed. The code goes to the audit, the description to the caller; neither
 * ever holds a part of the token.
 */
public enum TokenDefect {
  MALFORMED("token_malformed", "The token is not a well-formed signed JWT."),
  DUPLICATE_MEMBER("dup_key", "The token holds a JSON member twice."),
  ALGORITHM("alg_not_allowed", "The token's alg is not the one this server is configured for."),
  TYPE("wrong_typ", "The token's typ is not at+jwt; send an access token."),
  APPROVER_TYPE("not_approver", "The token's typ is not approver+jwt; sign in as an approver."),
  CRITICAL_HEADER("crit_unsupported", "The token's header has crit; no extension is supported."),
  HEADER("header_not_allowed", "The token's header holds a parameter that is refused."),
  KEY("unknown_kid", "The token's signing key is not known here."),
  SIGNATURE("sig_invalid", "The token's signature does not match."),
  ISSUER("wrong_iss", "The token's issuer is not trusted here."),
  AUDIENCE("wrong_aud", "The token's audience is another server; request one for this resource."),
  EXPIRED("expired", "The token is expired; request a new one."),
  REVOKED("revoked", "The token has been revoked; request a new one."),
  NOT_YET_VALID("not_yet_valid", "The token is not valid yet; check the issuer's clock."),
  LIFETIME("lifetime_too_long", "The token's lifetime is longer than this server accepts."),
  CONFIRMATION("cnf_unsupported", "The token is bound to a key (cnf); no proof is supported here."),
  CERTIFICATE_ABSENT(
      "cnf_no_certificate",
      "The token is bound to a client certificate (cnf), and this connection shows none."),
  CERTIFICATE_OTHER(
      "cnf_other_certificate",
      "The token is bound to another client certificate (cnf) than this connection shows."),
  CERTIFICATE_EXPIRED(
      "cnf_certificate_expired",
      "The client certificate that the token is bound to (cnf) has expired; renew it."),
  ACT_UNSUPPORTED(
      "act_unsupported",
      "The token is of somebody who acts for another (act), which is refused here."),
  ACT(
      "bad_act",
      "The token's act does not name one actor as it should, or lacks what names its parent."),
  MISSING_CLAIM("missing_claim", "The token lacks a claim that every access token carries."),
  CLAIM("bad_claim", "A claim of the token has a type or value that is refused.");

  private final String code;
  private final String description;

  TokenDefect(String code, String description) {
    this.code = code;
    this.description = description;
  }

  /** A short stable code for the audit and for metrics. */
  public String code() {
    return code;
  }

  /** A sentence for {@code error_description} (RFC 6750 §3). */
  public String description() {
    return description;
  }
}
