package dev.rolegate.token;

import dev.rolegate.auth.IssuedTokenReader;
import dev.rolegate.auth.http.CrossOrigin;
import dev.rolegate.auth.http.FrontAudit;
import dev.rolegate.auth.http.Health;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.auth.http.ManagementRoute;
import dev.rolegate.auth.http.PolicyHealth;
import dev.rolegate.database.Database;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRoutes;
import dev.rolegate.token.assertion.AssertionAuthentication;
import dev.rolegate.token.assertion.AssertionIds;
import dev.rolegate.token.client.ClientOperations;
import dev.rolegate.token.client.RegistrationRules;
import dev.rolegate.token.client.ShowAccess;
import dev.rolegate.token.key.KeyOperations;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.limit.RequestLimits;
import dev.rolegate.token.refresh.RefreshTokens;
import dev.rolegate.token.revocation.AddRevocation;
import dev.rolegate.token.revocation.ListRevocations;
import dev.rolegate.token.revocation.RevocationFeed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together and all routes on one page. */
final class TokenServing {
  private static final Logger log = LoggerFactory.getLogger(TokenServing.class);

  private TokenServing() {}

  static HttpService start(
      TokenServiceConfig config, InstantSource clock, ServiceParts parts, ApproverSide approvers) {
    if (!config.demo() && parts.store().isEmpty()) {
      log.warn(
          "No client is registered, so nobody gets a token; register one: scripts/rolegate client"
              + " add");
    }
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PolicyHealth.addTo(metrics, TokenServiceConfig.SERVICE, parts.policy());
    var families = families(config, clock, parts);
    var grants = grants(config, clock, parts, families);
    var limits = limits(config, clock, parts, metrics);
    var gate = gate(config, clock, parts, limits);
    var desk = approvers.desk(limits, metrics);
    var browser = approvers.browser(desk);
    var audit = parts.audit();
    var revocations = parts.revocations();
    var token =
        new TokenEndpoint(
            gate,
            revocations,
            grants,
            new RecordedDecisions(parts.database(), new TokenAudit(audit, metrics, clock)));
    var issued =
        new IssuedAccessTokens(
            new IssuedTokenReader(config.issuer(), new OwnKeys(parts.keys())), revocations, clock);
    var refresh = new IssuedRefreshTokens(parts.database(), families);
    var revoke = new RevocationEndpoint(gate, List.of(issued, refresh), audit, clock);
    var introspect = new IntrospectionEndpoint(gate, parts.feedToken(), issued, audit, clock);
    var feed = new RevocationFeed(revocations, parts.feedToken(), config.tokenTtl(), audit, clock);
    var access = new AccessEndpoint(gate, issued, parts.policy(), audit, clock);
    var metadata =
        Documents.metadata(config.issuer(), grants, config.http().asksForClientCertificates());
    var jwks = Documents.jwks(parts.keys(), config.keyDocumentLifetime());
    return HttpService.start(
        config.http(),
        Health.of(() -> obstacles(parts.database(), parts.keys()), parts.policy()::remarks),
        metrics,
        new FrontAudit(TokenServiceConfig.SERVICE, audit, clock),
        // or a stop would wait for the requests that the feed holds
        revocations::release,
        // for the bearer of the management token
        operations(config, clock, parts, grants, approvers),
        routes -> {
          // open to everybody
          routes.get("/.well-known/oauth-authorization-server", metadata, CrossOrigin.ANY);
          routes.get("/.well-known/jwks.json", jwks, CrossOrigin.ANY);

          // the client authenticates itself in the request
          routes.post("/token", new WithDatabase(token));
          routes.post("/revoke", new WithDatabase(revoke));
          routes.post("/introspect", new WithDatabase(introspect));
          routes.get("/access", new WithDatabase(access));

          // an approver signs in, which no client can
          routes.post("/approvers/token", new WithDatabase(approvers.token(desk)));
          routes.get("/approvers/sign-in", browser::show);
          routes.post("/approvers/sign-in", new WithDatabase(browser::submit));
          routes.get(SignInPage.STYLE, new SignInStyle());

          // for servers, with the feed's token
          routes.get("/internal/revocations", new WithDatabase(feed));
          routes.post("/internal/approver-codes", new WithDatabase(approvers.codes(metrics)));
        });
  }

  private static RequestLimits limits(
      TokenServiceConfig config, InstantSource clock, ServiceParts parts, MeterRegistry metrics) {
    // On SQLite there is no other token service to share with.
    return config.database().url() == null
        ? RequestLimits.inMemory(config.limits(), System::nanoTime, metrics)
        : RequestLimits.shared(config.limits(), parts.database(), clock, System::nanoTime, metrics);
  }

  private static ClientGate gate(
      TokenServiceConfig config, InstantSource clock, ServiceParts parts, RequestLimits limits) {
    var clients = parts.clients();
    var assertions =
        new AssertionAuthentication(
            clients, config.issuer(), new AssertionIds(parts.database()), clock);
    return new ClientGate(
        config.http().clientAddresses(),
        limits,
        new ClientAuthentication(clients, parts.hashing(), assertions, clock));
  }

  private static RefreshFamilies families(
      TokenServiceConfig config, InstantSource clock, ServiceParts parts) {
    return new RefreshFamilies(
        new RefreshTokens(parts.refreshHashing()), parts.taken(), config.refreshTtl(), clock);
  }

  private static List<Grant> grants(
      TokenServiceConfig config,
      InstantSource clock,
      ServiceParts parts,
      RefreshFamilies families) {
    var tokens = new AccessTokens(config.issuer(), parts.keys(), config.tokenTtl());
    var audiences = new Audiences(config.resources(), parts.policy(), config.defaultAudience());
    var subjects =
        new SubjectTokens(
            config.issuer(),
            config.algorithm(),
            parts.keys(),
            config.resources(),
            parts.database(),
            parts.taken(),
            clock);
    return List.of(
        new ClientCredentialsGrant(audiences, tokens, families),
        new RefreshTokenGrant(audiences, tokens, families),
        new TokenExchangeGrant(parts.clients(), subjects, audiences, tokens, clock));
  }

  private static List<ManagementRoute> operations(
      TokenServiceConfig config,
      InstantSource clock,
      ServiceParts parts,
      List<Grant> grants,
      ApproverSide approvers) {
    var rules =
        new RegistrationRules(
            parts.policy(),
            grants.stream().map(Grant::type).collect(Collectors.toSet()),
            config.tokenTtl());
    var revocations = parts.revocations();
    var operations = new ArrayList<AdminOperation>();
    operations.addAll(
        ClientOperations.of(
            parts.store(),
            parts.others(),
            parts.hashing(),
            rules,
            revocations::revokeClient,
            clock));
    operations.addAll(KeyOperations.of(parts.keys().desk()));
    operations.add(new AddRevocation(revocations, clock));
    operations.add(new ListRevocations(revocations));
    operations.addAll(approvers.operations());
    operations.add(new ShowAccess(parts.clients(), parts.policy()));
    operations.add(new ShowService(config.issuer(), config.resources()));
    return new AdminRoutes(parts.audit(), clock).of(operations);
  }

  private static List<String> obstacles(Database database, SigningKeys keys) {
    var obstacles = new ArrayList<>(database.obstacles());
    obstacles.addAll(keys.obstacles());
    return obstacles;
  }
}
