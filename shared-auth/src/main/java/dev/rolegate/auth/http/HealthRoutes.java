package dev.rolegate.auth.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: it can serve, or what stands in
 * the way; not ready as soon as a stop has begun. Remarks are what an operator should know, and
 * stand in nobody's way. Open to everyone, so it names nothing internal.
 */
final class HealthRoutes {
  private final Health health;
  private final @Nullable AuditHealth audit;
  private final HttpConfig config;
  private final AtomicBoolean stopping = new AtomicBoolean();

  HealthRoutes(Health health, @Nullable AuditHealth audit, HttpConfig config) {
    this.health = health;
    this.audit = audit;
    this.config = config;
  }

  /** These routes, and then others. */
  Consumer<RoutesConfig> and(Consumer<RoutesConfig> others) {
    return routes -> {
      routes.get("/health/live", ctx -> answer(ctx, 200, status("UP")));
      routes.get("/health/ready", this::ready);
      others.accept(routes);
    };
  }

  /** From now on not ready. True for the first who says so. */
  boolean stop() {
    return stopping.compareAndSet(false, true);
  }

  private void ready(Context ctx) {
    var obstacles = obstacles();
    var body = readiness(obstacles.isEmpty() ? "UP" : "DOWN");
    put(body, "obstacles", obstacles);
    put(body, "remarks", remarks());
    if (!obstacles.isEmpty()) {
      ctx.header("Retry-After", "5");
    }
    answer(ctx, obstacles.isEmpty() ? 200 : 503, body);
  }

  private List<String> obstacles() {
    if (stopping.get()) {
      return List.of("The service is stopping.");
    }
    var obstacles = new ArrayList<>(health.obstacles());
    if (audit != null) {
      obstacles.addAll(audit.obstacles());
    }
    return obstacles;
  }

  private List<String> remarks() {
    var remarks = new ArrayList<>(health.remarks());
    if (audit != null) {
      remarks.addAll(audit.remarks());
    }
    return remarks;
  }

  private static void put(ObjectNode body, String name, List<String> sentences) {
    if (!sentences.isEmpty()) {
      var list = body.putArray(name);
      sentences.forEach(list::add);
    }
  }

  private ObjectNode readiness(String status) {
    return config.tls() == null
        ? status(status).put("plain_http", config.plainHttp().toString())
        : status(status).put("transport", config.transport());
  }

  private static ObjectNode status(String status) {
    return JsonNodeFactory.instance.objectNode().put("status", status);
  }

  private static void answer(Context ctx, int status, ObjectNode body) {
    ctx.status(status);
    ctx.header("Content-Type", "application/json");
    ctx.header("Cache-Control", "no-store");
    ctx.result(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
