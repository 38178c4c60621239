package dev.rolegate.token;

import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.IssuedTokenReader;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.http.CrossOrigin;
import dev.rolegate.auth.http.FrontAudit;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.database.Database;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRoutes;
import dev.rolegate.token.client.ClientOperations;
import dev.rolegate.token.client.ClientStore;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.DemoClients;
import dev.rolegate.token.client.RegistrationRules;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.key.DatabaseKeys;
import dev.rolegate.token.key.FixedKey;
import dev.rolegate.token.key.KeyOperations;
import dev.rolegate.token.key.KeySealing;
import dev.rolegate.token.key.RevokedKeys;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.key.StoredKeysConfig;
import dev.rolegate.token.key.TokenKey;
import dev.rolegate.token.limit.RequestLimits;
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
      return new TokenService(
          serve(config, clock, keys, hashing, feedToken, revocations, database, audit), behind);
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

  private static HttpService serve(
      TokenServiceConfig config,
      InstantSource clock,
      SigningKeys keys,
      SecretHashing hashing,
      FeedToken feedToken,
      Revocations revocations,
      Database database,
      AuditTrail audit) {
    var store = ClientStore.open(database, hashing);
    var demo = config.demo() ? new DemoClients(hashing) : Clients.none();
    if (!config.demo() && store.isEmpty()) {
      log.warn(
          "No client is registered, so nobody gets a token; register one: scripts/rolegate client"
              + " add");
    }
    var clients = store.and(demo);
    var tokens = new AccessTokens(config.issuer(), keys, config.tokenTtl(), revocations);
    var audiences = new Audiences(config.resources(), config.policy(), config.defaultAudience());
    var grants = List.<Grant>of(new ClientCredentialsGrant(audiences, tokens));
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var gate =
        new ClientGate(
            config.http().clientAddresses(),
            limits(config, database, clock, metrics),
            new ClientAuthentication(clients, hashing, clock));
    var token = new TokenEndpoint(gate, grants, new TokenAudit(audit, metrics, clock));
    var issued =
        new IssuedAccessTokens(
            new IssuedTokenReader(config.issuer(), new OwnKeys(keys)), revocations, clock);
    var revoke = new RevocationEndpoint(gate, List.of(issued), audit, clock);
    var introspect = new IntrospectionEndpoint(gate, feedToken, issued, audit, clock);
    var feed = new RevocationFeed(revocations, feedToken, config.tokenTtl(), audit, clock);
    var metadata =
        Documents.metadata(config.issuer(), grants, config.http().asksForClientCertificates());
    var jwks = Documents.jwks(keys, config.keyDocumentLifetime());
    var rules =
        new RegistrationRules(
            config.policy().servers(),
            config.policy().roles(),
            grants.stream().map(Grant::type).collect(Collectors.toSet()),
            config.tokenTtl());
    var operations = new ArrayList<AdminOperation>();
    operations.addAll(
        ClientOperations.of(store, demo, hashing, rules, revocations::revokeClient, clock));
    operations.addAll(KeyOperations.of(keys.desk()));
    operations.add(new AddRevocation(revocations, clock));
    operations.add(new ListRevocations(revocations));
    var admin = new AdminRoutes(audit, clock);
    return HttpService.start(
        config.http(),
        () -> obstacles(database, keys),
        metrics,
        new FrontAudit(TokenServiceConfig.SERVICE, audit, clock),
        // or a stop would wait for the requests that the feed holds
        revocations::release,
        // for the bearer of the management token
        admin.of(operations),
        routes -> {
          // open to everybody
          routes.get("/.well-known/oauth-authorization-server", metadata, CrossOrigin.ANY);
          routes.get("/.well-known/jwks.json", jwks, CrossOrigin.ANY);

          // the client authenticates itself in the request
          routes.post("/token", token);
          routes.post("/revoke", revoke);
          routes.post("/introspect", introspect);

          // for servers, with the feed's token
          routes.get("/internal/revocations", feed);
        });
  }

  /** On SQLite there is no other token service to share with. */
  private static RequestLimits limits(
      TokenServiceConfig config, Database database, InstantSource clock, MeterRegistry metrics) {
    return config.database().url() == null
        ? RequestLimits.inMemory(config.limits(), System::nanoTime, metrics)
        : RequestLimits.shared(config.limits(), database, clock, System::nanoTime, metrics);
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
