package dev.rolegate.mcp;

import dev.rolegate.auth.ActClaim;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.auth.http.BearerGate;
import dev.rolegate.auth.http.FrontAudit;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.auth.http.ProtectedResourceMetadata;
import dev.rolegate.auth.issuer.AcceptedIssuer;
import dev.rolegate.auth.revocation.KnownRevocations;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Approvals;
import dev.rolegate.mcp.change.Changes;
import dev.rolegate.mcp.protocol.Requests;
import dev.rolegate.mcp.transport.HttpSse;
import dev.rolegate.mcp.transport.Sessions;
import dev.rolegate.mcp.transport.StreamableHttp;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running MCP server: the tools of one domain behind the gate. Thread-safe. */
public final class McpService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(McpService.class);

  private final HttpService http;
  private final List<ToolShape> shapes;
  private final Changes changes;
  private final List<AutoCloseable> behind;

  private McpService(
      HttpService http, List<ToolShape> shapes, Changes changes, List<AutoCloseable> behind) {
    this.http = http;
    this.shapes = shapes;
    this.changes = changes;
    this.behind = behind;
  }

  /**
   * Starts serving.
   *
   * @param database closed when the service closes, or cannot start; health asks it
   * @throws dev.rolegate.auth.config.StartRefused when policy and tools do not match, or a port is
   *     taken
   */
  public static McpService start(
      McpServiceConfig config, Database database, Clock clock, List<Tool<?, ?>> tools) {
    return start(config, database, clock, tools, StreamableHttp.PATIENCE);
  }

  /** The same with another patience for people who are asked. */
  static McpService start(
      McpServiceConfig config,
      Database database,
      Clock clock,
      List<Tool<?, ?>> tools,
      Duration patience) {
    return start(config, database, clock, tools, patience, UnaryOperator.identity());
  }

  /** The same with something around every request: for a test of what finds a hole. */
  static McpService start(
      McpServiceConfig config,
      Database database,
      Clock clock,
      List<Tool<?, ?>> tools,
      Duration patience,
      UnaryOperator<Requests> around) {
    var behind = new ArrayList<AutoCloseable>(List.of(database));
    try {
      var policy = CurrentPolicy.always(config.policy());
      var lookup = new GetChange();
      var toolbox = new CurrentToolbox(config.service(), policy, offered(tools, lookup));
      var trail = AuditTrail.inFolder(config.http().dataDir(), config.anchors());
      behind.add(trail);
      var issuer = config.issuer().open(clock);
      behind.add(issuer);
      var revocations = config.revocations().open(clock);
      behind.add(revocations);
      var sessions = new Sessions(clock, revocations, Sessions.Bounds.DEFAULT);
      behind.add(sessions);
      var metrics = metrics(sessions, revocations);
      var audit = new ServerAudit(config.service(), trail, clock);
      var writes = new OfferedWrites(toolbox);
      var changes =
          new Changes(
              config.service(),
              database,
              writes,
              policy,
              revocations,
              audit,
              clock,
              config.changes(),
              metrics);
      behind.add(changes);
      lookup.lookAt(changes);
      revocations.afterNews(() -> {
        sessions.sweep();
        changes.sweep();
      });
      var text = new ChangeText(config.service(), null);
      var calls =
          new ToolCalls(
              toolbox,
              database,
              new ConfirmedWrites(writes, changes, text),
              text,
              new CallLimit(config.toolCalls(), System::nanoTime, metrics),
              new ToolLimits(System::nanoTime, metrics),
              audit,
              new ToolMetrics(metrics, config.service(), toolbox.names()));
      return new McpService(
          serve(
              config,
              database,
              clock,
              around.apply(new Dispatcher(config.service(), toolbox, calls, audit)),
              trail,
              issuer,
              revocations,
              sessions,
              patience,
              metrics),
          toolbox.shapes(),
          changes,
          behind);
    } catch (RuntimeException | Error e) {
      closeAll(behind);
      throw e;
    }
  }

  private static HttpService serve(
      McpServiceConfig config,
      Database database,
      Clock clock,
      Requests requests,
      AuditTrail trail,
      AcceptedIssuer issuer,
      KnownRevocations revocations,
      Sessions sessions,
      Duration patience,
      PrometheusMeterRegistry metrics) {
    var server = config.service();
    var audit = new ServerAudit(server, trail, clock);
    var url = config.http().publicUrl();
    var gate =
        new BearerGate(
            server,
            url,
            new TokenVerifier(
                issuer.trusted(), config.resource(), revocations, clock, ActClaim.UNDERSTOOD),
            config.policy(),
            trail,
            clock);
    return HttpService.start(
        config.http(),
        () -> obstacles(database, issuer, revocations),
        metrics,
        new FrontAudit(server, trail, clock),
        sessions::endStreams,
        List.of(),
        routes -> {
          // open to everybody
          new ProtectedResourceMetadata(
                  "Rolegate " + server,
                  url,
                  issuer.trusted().issuer(),
                  config.http().asksForClientCertificates())
              .addTo(routes);

          // behind the gate
          new StreamableHttp(sessions, requests, audit, patience)
              .addTo(routes, McpServiceConfig.ENDPOINT, gate);
          if (config.sse()) {
            new HttpSse(sessions, requests, audit, url).addTo(routes, gate);
          }
        });
  }

  /** A server that writes has a tool that tells what became of a write that waited. */
  private static List<Tool<?, ?>> offered(List<Tool<?, ?>> tools, GetChange lookup) {
    if (tools.stream().allMatch(tool -> tool.effect() == Tool.Effect.READS)) {
      return tools;
    }
    var offered = new ArrayList<>(tools);
    offered.add(lookup.tool());
    return offered;
  }

  /** What approvers see and do there. */
  Approvals approvals() {
    return changes;
  }

  /** The port it really listens on. */
  public int port() {
    return http.port();
  }

  /** The management port it really listens on. */
  public int managementPort() {
    return http.managementPort();
  }

  /** What a policy may say of its tools. */
  public List<ToolShape> shapes() {
    return shapes;
  }

  /** Stops once the requests in flight have ended. Further calls do nothing. */
  @Override
  public void close() {
    http.close();
    closeAll(behind);
  }

  private static List<String> obstacles(
      Database database, AcceptedIssuer issuer, KnownRevocations revocations) {
    var obstacles = new ArrayList<String>();
    obstacles.addAll(database.obstacles());
    obstacles.addAll(issuer.obstacles());
    obstacles.addAll(revocations.obstacles());
    return obstacles;
  }

  private static PrometheusMeterRegistry metrics(Sessions sessions, KnownRevocations revocations) {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Gauge.builder("rolegate.sessions", sessions, Sessions::size)
        .description("MCP sessions")
        .register(metrics);
    Gauge.builder("rolegate.streams", sessions, Sessions::streams)
        .description("Open event streams")
        .register(metrics);
    Gauge.builder(
            "rolegate.revocation.contact.age", revocations, KnownRevocations::secondsSinceContact)
        .description("Time since all revocations were known; NaN when they never were")
        .baseUnit("seconds")
        .register(metrics);
    Gauge.builder("rolegate.revocation.entries", revocations, KnownRevocations::size)
        .description("Revocations that are known and still matter")
        .register(metrics);
    Gauge.builder("rolegate.revocation.sequence", revocations, KnownRevocations::sequence)
        .description("Number of the newest revocation that is known")
        .register(metrics);
    return metrics;
  }

  /** The last opened first. */
  private static void closeAll(List<AutoCloseable> parts) {
    for (var part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        log.error("a part of the service did not close", e);
      }
    }
  }
}
