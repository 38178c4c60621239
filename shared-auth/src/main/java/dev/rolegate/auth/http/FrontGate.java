package dev.rolegate.auth.http;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Logging;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Stands before every route, servlet and WebSocket upgrade: names the request, then refuses a wrong
 * host, path, method or origin before anything else is looked at, cheapest first. Reads no body.
 * Thread-safe once started.
 */
final class FrontGate extends Handler.Wrapper {
  private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready");
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final RouteTable routes;
  private final FrontRules rules;
  private final RequestMetrics metrics;
  private final @Nullable FrontAudit audit;
  private final CorsAnswers cors;

  FrontGate(
      RouteTable routes, FrontRules rules, RequestMetrics metrics, @Nullable FrontAudit audit) {
    this.routes = routes;
    this.rules = rules;
    this.metrics = metrics;
    this.audit = audit;
    this.cors = new CorsAnswers(rules.origins());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var id = RequestId.of(request);
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    var route = routes.find(request.getHttpURI().getPath());
    metrics.follow(request, response, route);
    MDC.put(Logging.REQUEST_ID, id);
    try {
      var refused = refusal(request, route);
      if (refused != null) {
        Problems.write(request, response, callback, audited(id, refused));
        return true;
      }
      if (route != null && cors.answer(request, response, route)) {
        callback.succeeded();
        return true;
      }
      return super.handle(request, response, callback);
    } finally {
      MDC.remove(Logging.REQUEST_ID);
    }
  }

  private Problem audited(String requestId, Problem refused) {
    if (audit != null && (refused.status() == 403 || refused.status() == 421)) {
      try {
        audit.denied(requestId, refused.error());
      } catch (AuditUnavailable e) {
        return Problem.undecided();
      }
    }
    return refused;
  }

  private @Nullable Problem refusal(Request request, RouteTable.@Nullable Route route) {
    var hosts = request.getHeaders().getFields(HttpHeader.HOST);
    if (hosts.size() != 1) {
      return Problem.invalidRequest("Send exactly one Host header.");
    }
    if (!isServed(hosts.getFirst().getValue(), request.getHttpURI().getPath())) {
      return Problem.ofStatus(421);
    }
    if (!cors.admits(request, route)) {
      return new Problem(
          403,
          "origin_not_allowed",
          "Pages of this Origin may not call this service; add the origin to ALLOWED_ORIGINS.");
    }
    if (route == null) {
      return Problem.ofStatus(404);
    }
    if (!route.answers(request.getMethod()) && !CorsAnswers.isPreflight(request)) {
      return Problem.ofStatus(405).with("Allow", route.allow());
    }
    return formRefusal(request);
  }

  private @Nullable Problem formRefusal(Request request) {
    var headers = request.getHeaders();
    if (headers.contains("X-HTTP-Method-Override")) {
      // Javalin would route by this header, past the method that was just let in.
      return Problem.invalidRequest("Send the method itself, not X-HTTP-Method-Override.");
    }
    if (headers.contains("Sec-WebSocket-Version") || headers.contains("Sec-WebSocket-Key")) {
      return Problem.invalidRequest("WebSocket is not spoken here; use plain HTTP requests.");
    }
    if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
      return Problem.ofStatus(415).with("Accept-Encoding", "identity");
    }
    if (request.getLength() > rules.maxBody()) {
      return Problem.ofStatus(413);
    }
    return null;
  }

  private boolean isServed(@Nullable String host, String path) {
    if (host == null || host.isEmpty()) {
      return false;
    }
    var lower = host.toLowerCase(Locale.ROOT);
    return rules.anyHost()
        || rules.hosts().contains(lower)
        // A container's health check knows neither the public name nor the published port.
        || (HEALTH.contains(path) && LOCAL.contains(lower.replaceFirst(":[0-9]{1,5}$", "")));
  }

  static List<String> values(Request request, String header) {
    return request.getHeaders().getFields(header).stream().map(HttpField::getValue).toList();
  }
}
