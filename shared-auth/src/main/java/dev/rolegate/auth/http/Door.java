package dev.rolegate.auth.http;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rolegate.auth.config.StartRefused;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening port with the house defaults: strict URLs, bounded sizes, times and connections,
 * virtual threads, the front gate, and no word of Jetty's or Javalin's in any answer.
 */
final class Door implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final int HEADER_BYTES = 8 * 1024;
  private static final int CONNECTIONS = 4096;
  private static final int ACCEPT_QUEUE = 512;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final SlowRequests.Limits SLOW =
      new SlowRequests.Limits(
          Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(40));

  private final Server server;
  private final ServerConnector connector;
  private @Nullable Javalin javalin;

  private Door(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Binds the port, so that it is known before any route is built.
   *
   * @param variable what the port was set with, to be named when it is taken
   * @param tls null: plain HTTP
   */
  static Door bind(String variable, String host, int port, @Nullable Tls tls) {
    return bind(variable, host, port, tls, SLOW);
  }

  static Door bind(
      String variable, String host, int port, @Nullable Tls tls, SlowRequests.Limits slow) {
    var threads = new QueuedThreadPool(64, 4, 60_000);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    var server = new Server(threads);
    var http = limits();
    var connector =
        tls == null
            ? new ServerConnector(server, 1, 1, new HttpConnectionFactory(http))
            : new ServerConnector(server, 1, 1, tls.before(http), new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.addBean(new SlowRequests(server.getScheduler(), slow));
    server.setConnectors(new ServerConnector[] {connector});
    server.addBean(new NetworkConnectionLimit(mostConnections(), connector));
    server.setStopTimeout(STOP.toMillis());
    server.setErrorHandler(new JettyRefusals());
    try {
      connector.open();
    } catch (IOException e) {
      throw new StartRefused(
          variable
              + ": cannot listen on "
              + host
              + " port "
              + port
              + "; stop what uses it, or choose another");
    }
    return new Door(server, connector);
  }

  int port() {
    return connector.getLocalPort();
  }

  void serve(
      FrontRules rules,
      RequestMetrics metrics,
      @Nullable FrontAudit audit,
      Consumer<RoutesConfig> routes) {
    var app = Javalin.create(config -> configure(config, rules, routes));
    javalin = app;
    var gate = new FrontGate(new RouteTable(app.unsafe.internalRouter), rules, metrics, audit);
    server.setHandler(new GracefulHandler(gate));
    app.start();
  }

  private void configure(JavalinConfig config, FrontRules rules, Consumer<RoutesConfig> routes) {
    config.unsafe.jettyInternal.server = server;
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.router.ignoreTrailingSlashes = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.maxRequestSize = rules.maxBody();
    config.http.prefer405over404 = true;
    config.http.strictContentTypes = true;
    config.http.responseBufferSize = 32 * 1024;
    config.jetty.modifyServletContextHandler(context -> {
      // Jetty insists on having one; it is never to find or make a session.
      context.getSessionHandler().setSessionTrackingModes(Set.of());
      context.setErrorHandler(new JettyRefusals());
    });
    Faults.install(config);
    routes.accept(config.routes);
  }

  private static HttpConfiguration limits() {
    var http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.RFC3986);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    return http;
  }

  /** Refuses new requests, gives those in flight their time, then cuts off what still runs. */
  @Override
  public void close() {
    try {
      if (javalin != null) {
        javalin.stop();
      }
    } catch (JavalinException e) {
      log.warn("Port {}: requests did not end in time and were cut off", port(), e);
    } finally {
      connector.close();
    }
  }

  /** Leaves half of the file descriptors to the database, the audit and outgoing calls. */
  private static int mostConnections() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? Math.clamp(unix.getMaxFileDescriptorCount() / 2, 16, CONNECTIONS)
        : CONNECTIONS;
  }
}
