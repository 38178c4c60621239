package dev.rolegate.token;

import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.IssuedTokenReader;
import dev.rolegate.auth.LivePolicy;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.http.CrossOrigin;
import dev.rolegate.auth.http.FrontAudit;
import dev.rolegate.auth.http.Health;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.auth.http.ManagementRoute;
import dev.rolegate.auth.http.PolicyHealth;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.database.Database;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRoutes;
import dev.rolegate.token.assertion.AssertionAuthentication;
import dev.rolegate.token.assertion.AssertionIds;
import dev.rolegate.token.client.ClientOperations;
import dev.rolegate.token.client.ClientStore;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.DemoClients;
import dev.rolegate.token.client.RegistrationRules;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.client.ShowAccess;
import dev.rolegate.token.key.DatabaseKeys;
import dev.rolegate.token.key.FixedKey;
import dev.rolegate.token.key.KeyOperations;
import dev.rolegate.token.key.KeySealing;
import dev.rolegate.token.key.RevokedKeys;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.key.StoredKeysConfig;
import dev.rolegate.token.key.TokenKey;
import dev.rolegate.token.limit.RequestLimits;
import dev.rolegate.token.refresh.RefreshHashing;
import dev.rolegate.token.refresh.RefreshTokens;
import dev.rolegate.token.revocation.AddRevocation;
import dev.rolegate.token.revocation.ListRevocations;
import dev.rolegate.token.revocation.RevocationFeed;
import dev.rolegate.token.revocation.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running token service. Thread-safe. */
public final class TokenService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenService.class);

  private final HttpService http;
  private final List<AutoCloseable> behind;

  private TokenService(HttpService http, List<AutoCloseable> behind) {
    this.http = http;
    this.behind = behind;
  }

  /**
   * Starts the service; makes its keys at the first start.
   *
   * @throws dev.rolegate.auth.config.StartRefused when a key is unfit, a port is taken, or the data
   *     folder is not writable
   */
  public static TokenService start(TokenServiceConfig config, InstantSource clock) {
    return start(
        config,
        clock,
        hashing -> config.demo() ? new DemoClients(hashing) : Clients.none(),
        LoggedTokenRevocations::new);
  }

  /**
   * With clients beside those of the database, and another view of what was taken back.
   *
   * @param taken what grants ask and tell
   */
  static TokenService start(
      TokenServiceConfig config,
      InstantSource clock,
      Function<SecretHashing, Clients> others,
      Function<Revocations, TokenRevocations> taken) {
    var hashKey =
        config
            .secretHashKey()
            .obtain(() -> SecretText.random().getBytes(StandardCharsets.US_ASCII));
    SecretHashing.check(hashKey, config.secretHashKey().label());
    var hashing = new SecretHashing(hashKey, config.oldSecretHashKey());
    var feedToken =
        TokenServiceSettings.feedToken(
            config.feedToken().obtain(FeedToken::fresh), config.feedToken().label());
    var behind = new ArrayList<AutoCloseable>();
    try {
      var database = Database.open(config.database());
      behind.add(database);
      var revocations = Revocations.open(database, clock);
      var keys = keys(config, clock, database, revocations::revokeKey);
      behind.add(keys);
      var audit = AuditTrail.inFolder(config.http().dataDir(), config.anchors());
      behind.add(audit);
      var policy = new LivePolicy(config.policy());
      behind.add(policy);
      policy.mustFit(config.resources()::mismatches);
      var parts =
          new Parts(
              keys,
              hashing,
              new RefreshHashing(hashKey),
              ClientStore.open(database, hashing),
              others.apply(hashing),
              revocations,
              taken.apply(revocations),
              feedToken,
              database,
              audit,
              policy);
      var http = serve(config, clock, parts);
      policy.follow();
      return new TokenService(http, behind);
    } catch (RuntimeException | Error e) {
      closeAll(behind);
      throw e;
    }
  }

  private static SigningKeys keys(
      TokenServiceConfig config, InstantSource clock, Database database, RevokedKeys revoked) {
    var algorithm = config.algorithm();
    return switch (config.keys()) {
      case SigningKeySource.Fixed(var source) -> {
        var material = source.obtain(() -> TokenKey.make(algorithm));
        var key = TokenKey.read(algorithm, material, source.label());
        yield new FixedKey(key, algorithm, source.label(), revoked);
      }
      case SigningKeySource.Stored(var encryption, var older, var schedule, var legacy) -> {
        var secret =
            encryption.obtain(() -> SecretText.random().getBytes(StandardCharsets.US_ASCII));
        var sealing = new KeySealing(secret, older);
        var stored = new StoredKeysConfig(sealing, encryption.label(), schedule, legacy);
        yield DatabaseKeys.open(database, algorithm, stored, revoked, clock);
      }
    };
  }

  /** What stands behind the routes. */
  private record Parts(
      SigningKeys keys,
      SecretHashing hashing,
      RefreshHashing refreshHashing,
      ClientStore store,
      Clients others,
      Revocations revocations,
      TokenRevocations taken,
      FeedToken feedToken,
      Database database,
      AuditTrail audit,
      LivePolicy policy) {
    Clients clients() {
      return store.and(others);
    }
  }

  private static HttpService serve(TokenServiceConfig config, InstantSource clock, Parts parts) {
    if (!config.demo() && parts.store().isEmpty()) {
      log.warn(
          "No client is registered, so nobody gets a token; register one: scripts/rolegate client"
              + " add");
    }
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PolicyHealth.addTo(metrics, TokenServiceConfig.SERVICE, parts.policy());
    var families = families(config, clock, parts);
    var grants = grants(config, clock, parts, families);
    var gate = gate(config, clock, parts, metrics);
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
        operations(config, clock, parts, grants),
        routes -> {
          // open to everybody
          routes.get("/.well-known/oauth-authorization-server", metadata, CrossOrigin.ANY);
          routes.get("/.well-known/jwks.json", jwks, CrossOrigin.ANY);

          // the client authenticates itself in the request
          routes.post("/token", new WithDatabase(token));
          routes.post("/revoke", new WithDatabase(revoke));
          routes.post("/introspect", new WithDatabase(introspect));
          routes.get("/access", new WithDatabase(access));

          // for servers, with the feed's token
          routes.get("/internal/revocations", new WithDatabase(feed));
        });
  }

  private static ClientGate gate(
      TokenServiceConfig config, InstantSource clock, Parts parts, MeterRegistry metrics) {
    var clients = parts.clients();
    var assertions =
        new AssertionAuthentication(
            clients, config.issuer(), new AssertionIds(parts.database()), clock);
    // On SQLite there is no other token service to share with.
    var limits =
        config.database().url() == null
            ? RequestLimits.inMemory(config.limits(), System::nanoTime, metrics)
            : RequestLimits.shared(
                config.limits(), parts.database(), clock, System::nanoTime, metrics);
    return new ClientGate(
        config.http().clientAddresses(),
        limits,
        new ClientAuthentication(clients, parts.hashing(), assertions, clock));
  }

  private static RefreshFamilies families(
      TokenServiceConfig config, InstantSource clock, Parts parts) {
    return new RefreshFamilies(
        new RefreshTokens(parts.refreshHashing()), parts.taken(), config.refreshTtl(), clock);
  }

  private static List<Grant> grants(
      TokenServiceConfig config, InstantSource clock, Parts parts, RefreshFamilies families) {
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
      TokenServiceConfig config, InstantSource clock, Parts parts, List<Grant> grants) {
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
    operations.add(new ShowAccess(parts.clients(), parts.policy()));
    return new AdminRoutes(parts.audit(), clock).of(operations);
  }

  /** The port it really listens on. */
  public int port() {
    return http.port();
  }

  /** The management port it really listens on. */
  public int managementPort() {
    return http.managementPort();
  }

  /** Stops once the requests in flight have ended. Further calls do nothing. */
  @Override
  public void close() {
    http.close();
    closeAll(behind);
  }

  private static List<String> obstacles(Database database, SigningKeys keys) {
    var obstacles = new ArrayList<>(database.obstacles());
    obstacles.addAll(keys.obstacles());
    return obstacles;
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
