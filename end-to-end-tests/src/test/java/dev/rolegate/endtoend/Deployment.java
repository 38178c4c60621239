package dev.rolegate.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.mcp.McpService;
import dev.rolegate.token.TokenService;
import dev.rolegate.token.TokenServiceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole house in this process: the token service with the demo clients and the three servers,
 * over real HTTP, on one temporary data folder and the repository's own policy.
 */
public final class Deployment implements AutoCloseable {
  /** A rate limit that no test reaches. */
  public static final String UNHINDERED = "1000000/PT1S";

  private final SigningAlgorithm algorithm;
  private final Addresses addresses;
  private final Map<String, String> settings;
  private final Clock clock;
  private final Path data;
  private final TokenService tokenService;
  private final URI tokenServiceUrl;
  private final Map<Server, McpService> servers = new EnumMap<>(Server.class);
  private final Map<DemoClient, String> tokens = new EnumMap<>(DemoClient.class);

  private Deployment(
      SigningAlgorithm algorithm, Addresses addresses, Map<String, String> settings, Clock clock)
      throws IOException {
    this.algorithm = algorithm;
    this.addresses = addresses;
    this.settings = settings;
    this.clock = clock;
    this.data = Files.createTempDirectory("rolegate-end-to-end-");
    leaveKey();
    this.tokenService =
        TokenService.start(TokenServiceConfig.from(Env.of(tokenServiceEnvironment())), clock);
    // Known also after it has ended.
    this.tokenServiceUrl = URI.create("http://localhost:" + tokenService.port());
  }

  /** With the names of the contract, on free ports. */
  public static Deployment start(SigningAlgorithm algorithm) {
    return start(algorithm, Addresses.canonical());
  }

  public static Deployment start(SigningAlgorithm algorithm, Addresses addresses) {
    return start(algorithm, addresses, Map.of());
  }

  /**
   * With settings beside the usual ones.
   *
   * @param settings of all services
   */
  public static Deployment start(
      SigningAlgorithm algorithm, Addresses addresses, Map<String, String> settings) {
    Deployment deployment;
    try {
      deployment = new Deployment(algorithm, addresses, settings, Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      for (var server : Server.values()) {
        deployment.start(server);
      }
      return deployment;
    } catch (RuntimeException | Error e) {
      deployment.close();
      throw e;
    }
  }

  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  public Addresses addresses() {
    return addresses;
  }

  public String issuer() {
    return addresses.issuer();
  }

  public String resource(Server server) {
    return addresses.resource(server);
  }

  /** Where the token service really answers. */
  public URI tokenServiceUrl() {
    return tokenServiceUrl;
  }

  /** Where operators ask the token service. */
  public URI managementUrl() {
    return URI.create("http://127.0.0.1:" + tokenService.managementPort());
  }

  /** The deployment's folder: {@code DATA_DIR}. */
  public Path folder() {
    return data;
  }

  /** Where a server really answers. */
  public URI url(Server server) {
    return URI.create("http://localhost:" + servers.get(server).port());
  }

  /** Where the approval page of a server really is. */
  public int managementPort(Server server) {
    return servers.get(server).managementPort();
  }

  /** What a policy may say of a server's tools. */
  public List<ToolShape> shapes(Server server) {
    return servers.get(server).shapes();
  }

  /** A server's own audit. */
  public AuditFile audit(Server server) {
    return new AuditFile(data.resolve(server.toString()).resolve("audit.jsonl"));
  }

  public AuditFile tokenServiceAudit() {
    return new AuditFile(data.resolve("token-service").resolve("audit.jsonl"));
  }

  /** A demo client's access token, asked for once, for all its servers. */
  public synchronized String token(DemoClient client) {
    return tokens.computeIfAbsent(
        client, one -> answerOfTokenService(one).get("access_token").asText());
  }

  /** The whole answer of {@code POST /token}. */
  public JsonNode answerOfTokenService(DemoClient client) {
    var body =
        "{\"client_id\":\"%s\",\"client_secret\":\"%s\"}".formatted(client.id(), client.secret());
    var answer =
        Http.post(tokenServiceUrl().resolve("/token"), body, "Content-Type: application/json");
    if (answer.status() != 200) {
      throw new AssertionError("no token for " + client + ": " + answer);
    }
    return answer.json();
  }

  /** A token of its own, unlike {@link #token}: for those who take it back. */
  public String freshToken(DemoClient client) {
    return answerOfTokenService(client).get("access_token").asText();
  }

  /** {@code POST /revoke} or {@code /introspect} with a token, as this client. */
  public Answer present(String path, String token, DemoClient client) {
    return Http.post(
        tokenServiceUrl().resolve(path),
        "token=" + token,
        "Content-Type: application/x-www-form-urlencoded",
        client.basic());
  }

  /** Asks the token service's management port for an operation, such as {@code keys/list}. */
  public JsonNode administer(String operation, String body) {
    var url = "http://localhost:" + tokenService.managementPort() + "/admin/" + operation;
    var answer =
        Http.post(
            URI.create(url),
            body,
            "Content-Type: application/json",
            "Authorization: Bearer " + text("token-service/management.token").strip());
    if (answer.status() / 100 != 2) {
      throw new AssertionError(operation + ": " + answer);
    }
    return answer.json();
  }

  /** Signs as the token service does, with its own key: for tokens that it would never issue. */
  public TestTokens signing() {
    return switch (algorithm) {
      case RS256 -> TestTokens.rs256(key().privateKey(), issuer(), clock);
      case ES256 -> TestTokens.es256(key().ecPair(), issuer(), clock);
      case HS256 -> TestTokens.hs256(Secret.of(text("shared/hs256.key").strip()), issuer(), clock);
    };
  }

  private TestTokens key() {
    return TestTokens.of(algorithm, clock);
  }

  /** As an earlier version left it: what the token service signs with is then known here, too. */
  private void leaveKey() throws IOException {
    if (algorithm == SigningAlgorithm.RS256) {
      var file = data.resolve("token-service/signing-key.pem");
      Files.createDirectories(file.getParent());
      Files.writeString(file, PemKeys.write(key().privateKey()));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Ends the token service; the servers stay. */
  public void stopTokenService() {
    tokenService.close();
  }

  /** A new instance of a server on the same data, in the place of the old one. */
  public void restart(Server server) {
    servers.remove(server).close();
    start(server);
  }

  /** Ends a server; {@link #begin} starts another on its data. */
  public void stop(Server server) {
    servers.remove(server).close();
  }

  /** Starts one that was stopped; with {@link Addresses#real} where it was. */
  public void begin(Server server) {
    start(server);
  }

  /** The settings of a server, for those who start one more. */
  public Map<String, String> environment(Server server) {
    var env = addresses.of(server);
    env.putAll(common());
    env.put("REVOCATIONS_URL", tokenServiceUrl().resolve("/internal/revocations").toString());
    switch (algorithm) {
      case RS256, ES256 ->
          env.put("JWKS_URL", tokenServiceUrl().resolve("/.well-known/jwks.json").toString());
      case HS256 -> env.put("TOKEN_KEY_FILE", data.resolve("shared/hs256.key").toString());
    }
    return env;
  }

  @Override
  public void close() {
    var services = new ArrayList<AutoCloseable>(servers.values());
    services.add(tokenService);
    services.forEach(Deployment::closeQuietly);
    Folders.delete(data);
  }

  private void start(Server server) {
    servers.put(server, server.start(Env.of(environment(server)), clock));
  }

  private Map<String, String> tokenServiceEnvironment() {
    var env = new HashMap<>(addresses.ofTokenService());
    env.putAll(common());
    env.put("DEMO", "true");
    if (algorithm == SigningAlgorithm.ES256) {
      env.put("TOKEN_KEY", PemKeys.write(key().ecPair().getPrivate()));
    }
    return env;
  }

  private Map<String, String> common() {
    var env = new HashMap<>(settings);
    env.put("DATA_DIR", data.toString());
    env.putIfAbsent("POLICY_FILE", Repository.file("access-policy.yaml").toString());
    env.put("TOKEN_ALGORITHM", algorithm.name());
    // The limits have tests of their own; all others ask as fast as they can.
    env.put("RATE_LIMIT_REQUESTS", UNHINDERED);
    env.put("RATE_LIMIT_FAILURES", UNHINDERED);
    env.put("RATE_LIMIT_TOKENS", UNHINDERED);
    env.put("RATE_LIMIT_TOOL_CALLS", UNHINDERED);
    return env;
  }

  private String text(String file) {
    try {
      return Files.readString(data.resolve(file), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeQuietly(AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      throw new IllegalStateException("a service did not stop", e);
    }
  }

  /** For messages of failed tests. */
  @Override
  public String toString() {
    return "deployment with " + algorithm + List.copyOf(servers.keySet());
  }
}
