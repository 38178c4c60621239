package dev.rolegate.auth.http;

import dev.rolegate.auth.text.JsonText;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The one place where a refusal becomes an HTTP answer. Thread-safe. */
public final class Problems {
  private static final int LONGEST = 1000;

  private Problems() {}

  /** Writes the problem as JSON with the request's id and {@code Cache-Control: no-store}. */
  public static void write(Context ctx, Problem problem) {
    var id = RequestId.of(ctx);
    ctx.status(problem.status());
    headers(problem, id).forEach(ctx::header);
    ctx.result(body(problem, id));
  }

  /** Writes it where no servlet has been reached, or where it failed. */
  static void write(Request request, Response response, Callback callback, Problem problem) {
    var id = RequestId.of(request);
    response.setStatus(problem.status());
    headers(problem, id).forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(body(problem, id)), callback);
  }

  static Map<String, String> headers(Problem problem, String requestId) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put(RequestId.HEADER, requestId);
    headers.putAll(problem.headers());
    return headers;
  }

  static byte[] body(Problem problem, String requestId) {
    var json = new StringBuilder(256).append("{\"error\":");
    JsonText.append(json, problem.error(), LONGEST);
    json.append(",\"error_description\":");
    JsonText.append(json, problem.description(), LONGEST);
    json.append(",\"request_id\":");
    JsonText.append(json, requestId, LONGEST);
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }
}
