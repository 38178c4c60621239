package dev.rolegate.auth.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may call (MCP transports, "Security": a foreign {@code Origin} gets 403) and what is
 * said to their browsers (Fetch standard, CORS protocol). Credentials mode is never allowed: a
 * caller sends its token itself. This class is immutable.
 */
final class CorsAnswers {
  private static final String REQUEST_HEADERS =
      "Authorization, X-API-Key, Content-Type, Accept, Mcp-Session-Id, MCP-Protocol-Version,"
          + " Last-Event-ID";
  private static final String RESPONSE_HEADERS = "WWW-Authenticate, Mcp-Session-Id, X-Request-Id";

  private final Set<String> allowed;

  CorsAnswers(Set<String> allowed) {
    this.allowed = allowed;
  }

  /** No {@code Origin}, an open route, or exactly one that is on the list. */
  boolean admits(Request request, RouteTable.@Nullable Route route) {
    var origins = FrontGate.values(request, "Origin");
    return origins.isEmpty()
        || (route != null && route.isOpen())
        || (origins.size() == 1 && allowed.contains(origins.getFirst()));
  }

  /** Adds the CORS headers; true when the request was a preflight, which ends here. */
  boolean answer(Request request, Response response, RouteTable.Route route) {
    var headers = response.getHeaders();
    if (route.isOpen()) {
      headers.put("Access-Control-Allow-Origin", "*");
    } else {
      var origin = request.getHeaders().get("Origin");
      headers.put("Vary", "Origin");
      if (origin == null) {
        return false;
      }
      headers.put("Access-Control-Allow-Origin", origin);
    }
    headers.put("Access-Control-Expose-Headers", RESPONSE_HEADERS);
    if (!isPreflight(request) || route.answers(HttpMethod.OPTIONS.asString())) {
      return false;
    }
    response.setStatus(204);
    headers.put("Access-Control-Allow-Methods", route.allow());
    headers.put("Access-Control-Allow-Headers", REQUEST_HEADERS);
    headers.put("Access-Control-Max-Age", "600");
    return true;
  }

  static boolean isPreflight(Request request) {
    return HttpMethod.OPTIONS.is(request.getMethod())
        && request.getHeaders().contains("Origin")
        && request.getHeaders().contains("Access-Control-Request-Method");
  }
}
