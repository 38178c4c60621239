package dev.rolegate.auth.http;

import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Consumer;

/**
 * A running HTTP service with the house defaults: virtual threads, a strict front gate (exact
 * paths, methods, Host, Origin, one Authorization header), errors of ours only, health, a
 * management port, and a stop that lets requests in flight end.
 */
public final class HttpService implements AutoCloseable {
  private HttpService() {}

  /**
   * Starts listening.
   *
   * @param health asked by {@code /health/ready}
   * @param beforeStop runs when a stop begins, while requests still end: closes streams
   * @param routes adds the service's own routes
   * @throws dev.rolegate.auth.config.StartRefused when a port is taken, naming it
   */
  public static HttpService start(
      HttpConfig config,
      Health health,
      PrometheusMeterRegistry metrics,
      Runnable beforeStop,
      Consumer<RoutesConfig> routes) {
    return new HttpService();
  }

  /** The port it really listens on. */
  public int port() {
    return 0;
  }

  /** The management port it really listens on. */
  public int managementPort() {
    return 0;
  }

  @Override
  public void close() {}
}
