package dev.rolegate.endtoend;

import dev.rolegate.auth.config.Env;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.token.TokenService;
import dev.rolegate.token.TokenServiceConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A token service with the demo clients, whose settings a test chooses. */
public final class LoneTokenService implements AutoCloseable {
  public static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private final TokenService service;
  private final Path data;

  private LoneTokenService(TokenService service, Path data) {
    this.service = service;
    this.data = data;
  }

  /** With the limits of {@link Deployment}, unless they are changed. */
  public static LoneTokenService start(Path data, Map<String, String> changes) {
    var env =
        new HashMap<>(
            Map.of(
                "PORT",
                "0",
                "DATA_DIR",
                data.toString(),
                "POLICY_FILE",
                Repository.file("access-policy.yaml").toString(),
                "DEMO",
                "true",
                "RATE_LIMIT_REQUESTS",
                Deployment.UNHINDERED,
                "RATE_LIMIT_FAILURES",
                Deployment.UNHINDERED,
                "RATE_LIMIT_TOKENS",
                Deployment.UNHINDERED));
    env.putAll(changes);
    return new LoneTokenService(
        TokenService.start(TokenServiceConfig.from(Env.of(env)), Clock.systemUTC()), data);
  }

  /** The settings of a service on this database. */
  public static Map<String, String> on(DatabaseConfig database) {
    return Map.of(
        "DATABASE_URL", database.url(),
        "DATABASE_USER", database.user(),
        "DATABASE_PASSWORD", database.password().text(),
        "SECRET_HASH_KEY", "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw",
        "KEY_ENCRYPTION_KEY", "WyLvWnSyGp4hB7m2tZcYdK0r3uJqXoEa9sTfIxVgNb8");
  }

  public URI url() {
    return URI.create("http://localhost:" + service.port());
  }

  public AuditFile audit() {
    return new AuditFile(data.resolve("token-service").resolve("audit.jsonl"));
  }

  /** Asks for a token, on a connection of its own. */
  public Answer ask(String clientId, String secret, String... headers) {
    var all = new String[headers.length + 1];
    all[0] = FORM;
    System.arraycopy(headers, 0, all, 1, headers.length);
    return new RawHttp(url()).post("/token", form(clientId, secret), all);
  }

  public static String form(String clientId, String secret) {
    return "grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + secret;
  }

  @Override
  public void close() {
    service.close();
  }
}
