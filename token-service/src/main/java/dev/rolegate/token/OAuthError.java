package dev.rolegate.token;

import dev.rolegate.auth.http.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of the token endpoint (RFC 6749 §5.2).
 *
 * @param reason a short stable code for the audit, finer than the wire's: a caller must not learn
 *     whether its id or its secret was wrong, an operator must
 * @param description a sentence of ours that never quotes the request; RFC 6749 permits it no
 *     double quote, no backslash and nothing outside ASCII
 * @param retryAfter how long to wait before the next try; null: trying again is of no use
 */
record OAuthError(
    int status, String code, String reason, String description, @Nullable Duration retryAfter) {
  private static final String CHALLENGE = "Basic realm=\"token\"";

  OAuthError(int status, String code, String reason, String description) {
    this(status, code, reason, description, null);
  }

  static OAuthError invalidRequest(String reason, String description) {
    return new OAuthError(400, "invalid_request", reason, description);
  }

  /** One answer for every failed authentication, whatever failed. */
  static OAuthError invalidClient(String reason) {
    return new OAuthError(
        401,
        "invalid_client",
        reason,
        "Client authentication failed; send the client id and its secret by HTTP Basic, or as"
            + " client_id and client_secret in the body, or a client_assertion of its own.");
  }

  static OAuthError unauthorizedClient() {
    return new OAuthError(
        400,
        "unauthorized_client",
        "grant_not_registered",
        "This client is not registered for this grant type; have it registered, or use another.");
  }

  /** One answer for every refresh token that is good for nothing. */
  static OAuthError invalidRefreshToken(String reason) {
    return new OAuthError(
        400,
        "invalid_grant",
        reason,
        "The refresh token is unknown, used, expired or revoked; ask for a new token with"
            + " grant_type=client_credentials.");
  }

  /** Decided and recorded, but the database did not take it: for the audit only. */
  static OAuthError notStored() {
    return new OAuthError(500, "server_error", "not_stored", "The decision was not stored.");
  }

  static OAuthError noToken() {
    return invalidRequest("no_token", "The token is missing; send it as the parameter token.");
  }

  static OAuthError unsupportedGrantType() {
    return new OAuthError(
        400,
        "unsupported_grant_type",
        "unsupported_grant_type",
        "This grant type is not offered; grant_types_supported of the metadata lists those that"
            + " are.");
  }

  static OAuthError invalidScope() {
    return new OAuthError(
        400,
        "invalid_scope",
        "invalid_scope",
        "There are no scopes here; leave scope out. The job role of the client decides.");
  }

  static OAuthError invalidTarget(String reason, String description) {
    return new OAuthError(400, "invalid_target", reason, description);
  }

  static OAuthError noAudience() {
    return invalidTarget(
        "no_audience", "There is no server that this client may use; have it registered.");
  }

  static OAuthError tooLarge(int mostBytes) {
    return new OAuthError(
        413, "invalid_request", "body_too_large", "Send at most " + mostBytes + " bytes.");
  }

  static OAuthError unsupportedMediaType() {
    return new OAuthError(
        415,
        "invalid_request",
        "unsupported_media_type",
        "Send application/x-www-form-urlencoded or application/json in UTF-8.");
  }

  /** 429 (RFC 6585 §4); RFC 6749 has no code for it. */
  static OAuthError tooManyRequests(String reason, String description, Duration wait) {
    return new OAuthError(429, "too_many_requests", reason, description, wait);
  }

  /** 503: nothing can be decided now. */
  static OAuthError unavailable(String reason, Duration wait) {
    return new OAuthError(
        503,
        "temporarily_unavailable",
        reason,
        "The service cannot decide at the moment; try again shortly.",
        wait);
  }

  Problem problem() {
    var problem = new Problem(status, code, description);
    if (retryAfter != null) {
      return problem.with("Retry-After", Problem.seconds(retryAfter));
    }
    return status == 401 ? problem.with("WWW-Authenticate", CHALLENGE) : problem;
  }
}
