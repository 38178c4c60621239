package dev.rolegate.mcp.protocol;

import dev.rolegate.auth.text.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC answer, ready to be sent.
 *
 * @param status the HTTP status where the answer is the body of a response
 * @param failed whether it carries an {@code error}
 * @param retryAfter how long to wait before asking again; null: nothing is said about that. An
 *     answer that says it is the body of the response on every transport
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record Answer(int status, boolean failed, byte[] json, @Nullable Duration retryAfter) {
  private static final int LONGEST = 1000;

  private Answer(int status, boolean failed, byte[] json) {
    this(status, failed, json, null);
  }

  /**
   * A result.
   *
   * @param id JSON text, see {@link Message.Request}
   * @param result JSON text
   */
  public static Answer of(String id, String result) {
    var json = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
    return new Answer(200, false, json.getBytes(StandardCharsets.UTF_8));
  }

  /** An error about a request. */
  public static Answer error(String id, RpcError error, String explanation, String requestId) {
    return written(id, error, explanation, requestId);
  }

  /** The request was not looked at, because its caller asks too often. */
  public static Answer tooManyRequests(
      String id, String explanation, String requestId, Duration retryAfter) {
    var written = written(id, RpcError.TOO_MANY_REQUESTS, explanation, requestId);
    return new Answer(written.status, true, written.json, retryAfter);
  }

  /** An error about something that was no request; its id is unknown, hence null. */
  public static Answer error(RpcError error, String explanation, String requestId) {
    return written("null", error, explanation, requestId);
  }

  private static Answer written(String id, RpcError error, String explanation, String requestId) {
    var json = new StringBuilder(256);
    json.append("{\"jsonrpc\":\"2.0\",\"id\":").append(id);
    json.append(",\"error\":{\"code\":").append(error.code()).append(",\"message\":");
    JsonText.append(json, explanation, LONGEST);
    json.append(",\"data\":{\"request_id\":");
    JsonText.append(json, requestId, LONGEST);
    json.append("}}}");
    return new Answer(error.status(), true, json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
