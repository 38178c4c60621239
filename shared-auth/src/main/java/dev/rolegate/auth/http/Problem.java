package dev.rolegate.auth.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A refusal as a value; {@link Problems} turns it into the one JSON form {@code
 * {"error","error_description","request_id"}}.
 *
 * @param status HTTP status
 * @param error the error code (RFC 6749 §5.2, RFC 6750 §3.1, or ours)
 * @param description a sentence of ours that says what to do
 * @param headers further headers, for example {@code WWW-Authenticate} or {@code Allow}
 */
public record Problem(int status, String error, String description, Map<String, String> headers) {
  public Problem {
    headers = Map.copyOf(headers);
  }

  public Problem(int status, String error, String description) {
    this(status, error, description, Map.of());
  }

  /** The same with one more header. */
  public Problem with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Problem(status, error, description, more);
  }

  /** What is said of a status when nothing more precise is known (RFC 9110 §15). */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 400, 426 -> invalidRequest("The request is not well-formed HTTP; correct it.");
      case 401 -> new Problem(401, "unauthorized", "Authenticate and try again.");
      case 403 -> new Problem(403, "access_denied", "The request is not permitted.");
      case 404 -> new Problem(404, "not_found", "Nothing is served at this path; check the URL.");
      case 405 -> new Problem(405, "method_not_allowed", "Use a method that Allow names.");
      case 406 ->
          new Problem(406, "not_acceptable", "Accept a media type that this resource offers.");
      case 408, 499 ->
          new Problem(408, "request_timeout", "The request came too slowly; send it again.");
      case 413 -> new Problem(413, "content_too_large", "The body is too large; send less.");
      case 414 -> new Problem(414, "uri_too_long", "The URL is too long; shorten it.");
      case 415 ->
          new Problem(
              415,
              "unsupported_media_type",
              "The content type, charset or encoding of the body is not supported.");
      case 417 -> new Problem(417, "expectation_failed", "Send no Expect other than 100-continue.");
      case 421 ->
          new Problem(
              421,
              "misdirected_request",
              "This Host is not served here; use the service's public URL, or add the host to"
                  + " ALLOWED_HOSTS.");
      case 429 -> new Problem(429, "too_many_requests", "Slow down and try again later.");
      case 431 ->
          new Problem(
              431, "header_fields_too_large", "The header fields are too large; send less.");
      case 503 -> unavailable("The service cannot answer now; try again shortly.");
      default ->
          status >= 400 && status < 500
              ? new Problem(status, "invalid_request", "The request was refused; correct it.")
              : new Problem(
                  500,
                  "server_error",
                  "The service failed; report the request_id, which leads to the cause.");
    };
  }

  /** 400: the request must be corrected. */
  public static Problem invalidRequest(String description) {
    return new Problem(400, "invalid_request", description);
  }

  /** The audit cannot be written, so no decision may be given. */
  public static Problem undecided() {
    return unavailable("The audit cannot be written, so nothing is decided; try again shortly.");
  }

  /**
   * The value of {@code Retry-After} (RFC 9110 §10.2.3): whole seconds, rounded up, at least one.
   */
  public static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }

  static Problem unavailable(String description) {
    return new Problem(503, "temporarily_unavailable", description, Map.of("Retry-After", "5"));
  }
}
