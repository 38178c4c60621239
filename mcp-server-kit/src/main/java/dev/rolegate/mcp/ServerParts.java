package dev.rolegate.mcp;

import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.LivePolicy;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.apikey.ApiKeyAudit;
import dev.rolegate.auth.apikey.ApiKeys;
import dev.rolegate.auth.issuer.AcceptedIssuer;
import dev.rolegate.auth.revocation.KnownRevocations;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Changes;
import dev.rolegate.mcp.transport.Sessions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What stands behind the routes: opened once, closed by whoever opened it. */
record ServerParts(
    Database database,
    LivePolicy policy,
    CurrentToolbox toolbox,
    AuditTrail trail,
    ServerAudit audit,
    AcceptedIssuer issuer,
    KnownRevocations revocations,
    ApiKeys apiKeys,
    Sessions sessions,
    OfferedWrites writes,
    Changes changes,
    PrometheusMeterRegistry metrics) {

  /**
   * Opens them.
   *
   * @param behind takes what is to be closed, the last first, also when opening fails half-way
   * @throws dev.rolegate.auth.config.StartRefused when policy and tools do not match
   */
  static ServerParts open(
      McpServiceConfig config,
      Database database,
      Clock clock,
      List<Tool<?, ?>> tools,
      List<AutoCloseable> behind) {
    var policy = new LivePolicy(config.policy());
    behind.add(policy);
    var lookup = new GetChange();
    var toolbox = new CurrentToolbox(config.service(), policy, lookup.beside(tools));
    policy.mustFit(toolbox::problems);
    var trail = AuditTrail.inFolder(config.http().dataDir(), config.anchors());
    behind.add(trail);
    var issuer = config.issuer().open(clock);
    behind.add(issuer);
    var revocations = config.revocations().open(clock);
    behind.add(revocations);
    var apiKeys = ApiKeys.open(config.apiKeys(), clock);
    behind.add(apiKeys);
    var standing = apiKeys.beside(revocations);
    var sessions = new Sessions(clock, standing, Sessions.Bounds.DEFAULT);
    behind.add(sessions);
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var audit = new ServerAudit(config.service(), trail, clock);
    var writes = new OfferedWrites(toolbox);
    var changes =
        new Changes(
            config.service(),
            database,
            writes,
            policy,
            standing,
            audit,
            clock,
            config.changes(),
            metrics);
    behind.add(changes);
    lookup.lookAt(changes);
    Runnable sweep =
        () -> {
          sessions.sweep();
          changes.sweep();
        };
    revocations.afterNews(sweep);
    apiKeys.afterChange(new ApiKeyAudit(config.service(), trail, clock)::note);
    apiKeys.afterChange(_ -> sweep.run());
    return new ServerParts(
        database,
        policy,
        toolbox,
        trail,
        audit,
        issuer,
        revocations,
        apiKeys,
        sessions,
        writes,
        changes,
        metrics);
  }

  /** Begins to follow the files that may change meanwhile. */
  void follow() {
    policy.follow();
    apiKeys.follow();
  }

  /** What an operator should know and what stands in nobody's way. */
  List<String> remarks() {
    var remarks = new ArrayList<>(policy.remarks());
    remarks.addAll(apiKeys.remarks());
    return remarks;
  }

  /** Why it cannot serve now; empty when it can. */
  List<String> obstacles() {
    var obstacles = new ArrayList<String>();
    obstacles.addAll(database.obstacles());
    obstacles.addAll(issuer.obstacles());
    obstacles.addAll(revocations.obstacles());
    return obstacles;
  }
}
