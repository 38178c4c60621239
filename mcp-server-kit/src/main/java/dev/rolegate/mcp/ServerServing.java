package dev.rolegate.mcp;

import dev.rolegate.auth.ActClaim;
import dev.rolegate.auth.ApproverVerifier;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.http.ApiKeyHealth;
import dev.rolegate.auth.http.BearerGate;
import dev.rolegate.auth.http.FrontAudit;
import dev.rolegate.auth.http.Health;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.auth.http.ManagementRoute;
import dev.rolegate.auth.http.PolicyHealth;
import dev.rolegate.auth.http.ProtectedResourceMetadata;
import dev.rolegate.auth.revocation.KnownRevocations;
import dev.rolegate.mcp.approval.ApprovalRoutes;
import dev.rolegate.mcp.approval.AuditDecisions;
import dev.rolegate.mcp.approval.TokenServiceCodes;
import dev.rolegate.mcp.protocol.Requests;
import dev.rolegate.mcp.transport.HttpSse;
import dev.rolegate.mcp.transport.Sessions;
import dev.rolegate.mcp.transport.StreamableHttp;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts the parts together and all routes on one page. */
final class ServerServing {
  private ServerServing() {}

  /**
   * Starts serving.
   *
   * @param patience for people who are asked through the client
   * @param around is put around every request
   * @param behind takes what is to be closed
   */
  static HttpService start(
      McpServiceConfig config,
      Clock clock,
      ServerParts parts,
      Duration patience,
      UnaryOperator<Requests> around,
      List<AutoCloseable> behind) {
    var server = config.service();
    var url = config.http().publicUrl();
    var audit = parts.audit();
    var metrics = parts.metrics();
    measure(metrics, parts.sessions(), parts.revocations());
    PolicyHealth.addTo(metrics, server, parts.policy());
    ApiKeyHealth.addTo(metrics, server, parts.apiKeys());
    var gate = gate(config, clock, parts);
    var requests = around.apply(requests(config, parts));
    return HttpService.start(
        config.http(),
        Health.of(parts::obstacles, parts::remarks),
        metrics,
        new FrontAudit(server, parts.trail(), clock),
        parts.sessions()::endStreams,
        approvals(config, clock, parts, behind),
        routes -> {
          // open to everybody
          new ProtectedResourceMetadata(
                  "Rolegate " + server,
                  url,
                  parts.issuer().trusted().issuer(),
                  config.http().asksForClientCertificates())
              .addTo(routes);

          // behind the gate
          new StreamableHttp(parts.sessions(), requests, audit, patience)
              .addTo(routes, McpServiceConfig.ENDPOINT, gate);
          if (config.sse()) {
            new HttpSse(parts.sessions(), requests, audit, url).addTo(routes, gate);
          }
        });
  }

  private static BearerGate gate(McpServiceConfig config, Clock clock, ServerParts parts) {
    var verifier =
        new TokenVerifier(
            parts.issuer().trusted(),
            config.resource(),
            parts.revocations(),
            clock,
            ActClaim.UNDERSTOOD);
    return new BearerGate(
        config.service(),
        config.http().publicUrl(),
        verifier,
        parts.apiKeys(),
        parts.policy(),
        parts.trail(),
        clock);
  }

  private static Dispatcher requests(McpServiceConfig config, ServerParts parts) {
    var text = new ChangeText(config.service(), config.approvals().url());
    var toolbox = parts.toolbox();
    var calls =
        new ToolCalls(
            toolbox,
            parts.database(),
            new ConfirmedWrites(parts.writes(), parts.changes(), text),
            text,
            new CallLimit(config.toolCalls(), System::nanoTime, parts.metrics()),
            new ToolLimits(System::nanoTime, parts.metrics()),
            parts.audit(),
            new ToolMetrics(parts.metrics(), config.service(), toolbox.names()));
    return new Dispatcher(config.service(), toolbox, calls, parts.audit());
  }

  /** Where people release changes: on the management port. */
  private static List<ManagementRoute> approvals(
      McpServiceConfig config, Clock clock, ServerParts parts, List<AutoCloseable> behind) {
    var codes = TokenServiceCodes.beside(config.revocations(), config.service());
    behind.add(codes);
    var approvers =
        new ApproverVerifier(
            parts.issuer().trusted(), config.resource(), parts.revocations(), clock);
    return new ApprovalRoutes(
            config.approvals(),
            parts.changes(),
            approvers::verify,
            codes,
            new AuditDecisions(parts.policy(), config.http().dataDir()),
            clock)
        .all();
  }

  private static void measure(
      MeterRegistry metrics, Sessions sessions, KnownRevocations revocations) {
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
  }
}
