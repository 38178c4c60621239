package dev.rolegate.auth.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times requests as {@code http_server_requests_seconds}. Every label has few values:
 * the service, the route as it was declared, a known method, the class of the status. Thread-safe.
 */
final class RequestMetrics {
  private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE", "OPTIONS", "HEAD");

  private final MeterRegistry registry;
  private final String service;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry, String service) {
    this.registry = registry;
    this.service = service;
  }

  private record Series(String route, String method, String status) {}

  void follow(Request request, Response response, RouteTable.@Nullable Route route) {
    var begun = System.nanoTime();
    var path = route == null ? "none" : route.template();
    var method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
    Request.addCompletionListener(
        request,
        failure ->
            timer(new Series(path, method, statusClass(response, failure)))
                .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS));
  }

  private static String statusClass(Response response, @Nullable Throwable failure) {
    var status = response.getStatus();
    return status > 0 ? status / 100 + "xx" : failure == null ? "2xx" : "aborted";
  }

  private Timer timer(Series series) {
    return timers.computeIfAbsent(
        series,
        one ->
            Timer.builder("http.server.requests")
                .description("Requests by declared route, method and class of the status")
                .tag("service", service)
                .tag("route", one.route)
                .tag("method", one.method)
                .tag("status", one.status)
                .register(registry));
  }
}
