package dev.rolegate.auth.http;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A valid configuration on free ports, of which a test changes one thing. */
final class HttpFixture {
  private HttpFixture() {}

  static HttpConfig config(Path data, Map<String, String> changes) {
    var environment = new HashMap<>(Map.of("PORT", "0", "DATA_DIR", data.toString()));
    environment.putAll(changes);
    var settings = new Settings(Env.of(environment));
    var config = HttpConfig.from(settings, "hr", 8001);
    settings.refuseIfAnyProblem();
    return config;
  }

  static HttpService start(Path data, Consumer<RoutesConfig> routes) {
    return start(config(data, Map.of()), null, routes);
  }

  static HttpService start(
      HttpConfig config, @Nullable FrontAudit audit, Consumer<RoutesConfig> routes) {
    return HttpService.start(config, List::of, metrics(), audit, () -> {}, List.of(), routes);
  }

  static PrometheusMeterRegistry metrics() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }
}
