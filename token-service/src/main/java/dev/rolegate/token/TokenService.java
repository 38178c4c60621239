package dev.rolegate.token;

import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.http.CrossOrigin;
import dev.rolegate.auth.http.FrontAudit;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.DemoClients;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.key.TokenKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** The running token service. Thread-safe. */
public final class TokenService implements AutoCloseable {
  private final HttpService http;
  private final AuditTrail audit;

  private TokenService(HttpService http, AuditTrail audit) {
    this.http = http;
    this.audit = audit;
  }

  /**
   * Starts the service; makes its keys at the first start.
   *
   * @throws dev.rolegate.auth.config.StartRefused when a key is unfit, a port is taken, or the data
   *     folder is not writable
   */
  public static TokenService start(TokenServiceConfig config, InstantSource clock) {
    var material = config.tokenKey().obtain(() -> TokenKey.make(config.algorithm()));
    var keys =
        SigningKeys.of(TokenKey.read(config.algorithm(), material, config.tokenKey().label()));
    var hashKey =
        config
            .secretHashKey()
            .obtain(() -> SecretText.random().getBytes(StandardCharsets.US_ASCII));
    SecretHashing.check(hashKey, config.secretHashKey().label());
    var hashing = new SecretHashing(hashKey);
    var clients = config.demo() ? new DemoClients(hashing) : Clients.none();
    var tokens = new AccessTokens(config.issuer(), keys, config.tokenTtl(), clock);
    var audiences = new Audiences(config.resources(), config.policy(), config.defaultAudience());
    var grants = List.<Grant>of(new ClientCredentialsGrant(audiences, tokens));
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var audit = AuditTrail.inFolder(config.http().dataDir());
    var token =
        new TokenEndpoint(
            new ClientAuthentication(clients, hashing),
            grants,
            new TokenAudit(audit, metrics, clock));
    var metadata = Documents.metadata(config.issuer(), grants);
    var jwks = Documents.jwks(keys);
    try {
      var http =
          HttpService.start(
              config.http(),
              () -> audit.writable() ? List.of() : List.of("The audit cannot be written."),
              metrics,
              new FrontAudit(TokenServiceConfig.SERVICE, audit, clock),
              () -> {},
              routes -> {
                // open to everybody
                routes.get("/.well-known/oauth-authorization-server", metadata, CrossOrigin.ANY);
                routes.get("/.well-known/jwks.json", jwks, CrossOrigin.ANY);

                // the client authenticates itself in the request
                routes.post("/token", token);
              });
      return new TokenService(http, audit);
    } catch (RuntimeException | Error e) {
      audit.close();
      throw e;
    }
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
    audit.close();
  }
}
