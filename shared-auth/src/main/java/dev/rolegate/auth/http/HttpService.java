package dev.rolegate.auth.http;

import dev.rolegate.auth.config.Loopback;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running HTTP service with the house defaults: virtual threads, a strict front gate (exact
 * paths, methods, Host, Origin), errors of ours only, health, a management port, and a stop that
 * lets requests in flight end. Routes match byte for byte; a body is at most 1 MiB. Thread-safe.
 */
public final class HttpService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpService.class);
  private static final long MAX_BODY = 1024 * 1024;
  private static final long MAX_MANAGEMENT_BODY = 64 * 1024;

  private final Door front;
  private final Door management;
  private final HealthRoutes health;
  private final Runnable beforeStop;
  private final JvmGcMetrics gcMetrics;
  private final @Nullable CertificateWatch certificates;

  private HttpService(
      Door front,
      Door management,
      HealthRoutes health,
      Runnable beforeStop,
      JvmGcMetrics gcMetrics,
      @Nullable CertificateWatch certificates) {
    this.front = front;
    this.management = management;
    this.health = health;
    this.beforeStop = beforeStop;
    this.gcMetrics = gcMetrics;
    this.certificates = certificates;
  }

  /** Starts listening without an audit, for a service that has none. */
  public static HttpService start(
      HttpConfig config,
      Health health,
      PrometheusMeterRegistry metrics,
      Runnable beforeStop,
      Consumer<RoutesConfig> routes) {
    return start(config, health, metrics, null, beforeStop, List.of(), routes);
  }

  /**
   * Starts listening.
   *
   * @param health asked by {@code /health/ready}
   * @param audit takes what the front gate denies; health and metrics tell how it fares
   * @param beforeStop runs when a stop begins, while requests still end: closes streams
   * @param management the service's own routes on its management port
   * @param routes adds the service's own routes
   * @throws dev.rolegate.auth.config.StartRefused when a port is taken, naming it
   */
  public static HttpService start(
      HttpConfig config,
      Health health,
      PrometheusMeterRegistry metrics,
      @Nullable FrontAudit audit,
      Runnable beforeStop,
      List<ManagementRoute> management,
      Consumer<RoutesConfig> routes) {
    return start(
        config, health, metrics, audit, beforeStop, management, routes, CertificateWatch.EVERY);
  }

  static HttpService start(
      HttpConfig config,
      Health health,
      PrometheusMeterRegistry metrics,
      @Nullable FrontAudit audit,
      Runnable beforeStop,
      List<ManagementRoute> others,
      Consumer<RoutesConfig> routes,
      Duration certificatesEvery) {
    var token = ManagementToken.of(config);
    var files = config.tls();
    var tls = files == null ? null : Tls.with(files.material(), config.publicUrl());
    var front = Door.bind("PORT", config.bind(), config.port(), tls);
    Door management = null;
    try {
      management =
          Door.bind(
              "MANAGEMENT_PORT",
              config.managementBind(),
              config.managementPort(),
              // On this machine nobody listens in, and a health check needs no trust in an issuer.
              Loopback.isHost(config.managementBind()) ? null : tls);
      var auditHealth = audit == null ? null : new AuditHealth(audit.trail());
      if (audit != null && auditHealth != null) {
        auditHealth.addTo(metrics, audit.server());
      }
      var healthRoutes = new HealthRoutes(health, auditHealth, config);
      management.serve(
          managementRules(config, management.port(), others),
          new RequestMetrics(metrics, config.service() + "-management"),
          null,
          healthRoutes.and(new ManagementRoutes(token, metrics, others)::addTo));
      front.serve(
          new FrontRules(hosts(config, front.port()), false, config.allowedOrigins(), MAX_BODY),
          new RequestMetrics(metrics, config.service()),
          audit,
          healthRoutes.and(routes));
      log.info(
          "{} answers on {} port {} as {} over {}, management on {} port {}",
          config.service(),
          config.bind(),
          front.port(),
          config.publicUrl(),
          config.transport(),
          config.managementBind(),
          management.port());
      var watch =
          files == null || tls == null
              ? null
              : CertificateWatch.start(config.service(), files, tls, metrics, certificatesEvery);
      return new HttpService(
          front, management, healthRoutes, beforeStop, jvmMetrics(metrics), watch);
    } catch (RuntimeException | Error e) {
      if (management != null) {
        management.close();
      }
      front.close();
      throw e;
    }
  }

  /** The port it really listens on. */
  public int port() {
    return front.port();
  }

  /** The management port it really listens on. */
  public int managementPort() {
    return management.port();
  }

  /**
   * Stops: not ready from now on, streams are closed, requests in flight get ten seconds to end,
   * new ones are refused. Further calls do nothing.
   */
  @Override
  public void close() {
    if (!health.stop()) {
      return;
    }
    try {
      beforeStop.run();
    } finally {
      front.close();
      management.close();
      gcMetrics.close();
      if (certificates != null) {
        certificates.close();
      }
    }
  }

  private static Set<String> hosts(HttpConfig config, int realPort) {
    var hosts = new HashSet<>(config.allowedHosts());
    if (config.port() == 0) {
      hosts.addAll(HttpConfig.loopbackHosts(realPort));
    }
    return hosts;
  }

  private static FrontRules managementRules(
      HttpConfig config, int realPort, List<ManagementRoute> routes) {
    var origins =
        routes.stream()
            .map(ManagementRoute::origin)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    var hosts = new HashSet<>(HttpConfig.loopbackHosts(realPort));
    // A browser leaves out the port that the scheme implies, a proxy may not.
    origins.stream().map(URI::create).map(HttpConfig::hosts).forEach(hosts::addAll);
    var loopback = Loopback.isHost(config.managementBind());
    return new FrontRules(hosts, !loopback, origins, MAX_MANAGEMENT_BODY);
  }

  private static JvmGcMetrics jvmMetrics(PrometheusMeterRegistry metrics) {
    var gc = new JvmGcMetrics();
    List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), gc)
        .forEach(binder -> binder.bindTo(metrics));
    return gc;
  }
}
