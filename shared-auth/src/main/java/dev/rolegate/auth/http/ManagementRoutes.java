package dev.rolegate.auth.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collections;
import java.util.List;

/**
 * What the management port serves: health to everyone, all else to the bearer of its token, except
 * where a route says that its handler asks for a credential of its own.
 */
final class ManagementRoutes {
  private static final String BEARER = "Bearer ";

  private final ManagementToken token;
  private final PrometheusMeterRegistry metrics;
  private final List<ManagementRoute> others;

  ManagementRoutes(
      ManagementToken token, PrometheusMeterRegistry metrics, List<ManagementRoute> others) {
    this.token = token;
    this.metrics = metrics;
    this.others = List.copyOf(others);
  }

  void addTo(RoutesConfig routes) {
    serve(
        routes,
        List.of(
            new ManagementRoute(
                ManagementRoute.Method.GET,
                "/metrics",
                this::scrape,
                new ManagementRoute.Guard.ByManagementToken())));
    serve(routes, others);
  }

  private void serve(RoutesConfig routes, List<ManagementRoute> all) {
    for (var route : all) {
      var handler = guarded(route);
      switch (route.method()) {
        case GET -> routes.get(route.path(), handler);
        case POST -> routes.post(route.path(), handler);
      }
    }
  }

  private Handler guarded(ManagementRoute route) {
    var handler =
        switch (route.guard()) {
          case ManagementRoute.Guard.ByManagementToken _ -> guarded(route.handler());
          case ManagementRoute.Guard.ByHandler _ -> route.handler();
        };
    return ctx -> {
      var origin = ctx.req().getHeader("Origin");
      if (origin == null || origin.equals(route.origin())) {
        handler.handle(ctx);
      } else {
        // The front gate lets in the pages of every route, and this is not one of theirs.
        Problems.write(ctx, Problem.ofStatus(403));
      }
    };
  }

  private Handler guarded(Handler handler) {
    return ctx -> {
      var credentials = Collections.list(ctx.req().getHeaders("Authorization"));
      if (credentials.size() == 1 && isGood(credentials.getFirst())) {
        handler.handle(ctx);
        return;
      }
      Problems.write(
          ctx,
          new Problem(
                  401, "unauthorized", "Send the management token: Authorization: Bearer TOKEN.")
              .with("WWW-Authenticate", "Bearer realm=\"management\""));
    };
  }

  private boolean isGood(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && token.matches(authorization.substring(BEARER.length()));
  }

  private void scrape(Context ctx) {
    ctx.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    ctx.header("Cache-Control", "no-store");
    ctx.result(metrics.scrape());
  }
}
