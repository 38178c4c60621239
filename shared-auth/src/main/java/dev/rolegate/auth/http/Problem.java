package dev.rolegate.auth.http;

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
}
