package dev.rolegate.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.token.key.TokenKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The token service as users run it with {@code DEMO=true}, of which a test changes one thing. */
final class RunningService implements AutoCloseable {
  static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  static final String JSON = "Content-Type: application/json";
  static final String GRANT = "grant_type=client_credentials";
  static final String SECRET_FORM = GRANT + "&client_id=alice&client_secret=alice-secret";
  static final String SECRET_JSON = "{\"client_id\":\"alice\",\"client_secret\":\"alice-secret\"}";
  static final String HR = "http://localhost:8001/mcp";
  static final String PROJECT = "http://localhost:8002/mcp";
  static final String CRM = "http://localhost:8003/mcp";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static {
    // Each start warns of the demo, as it should; no test would be readable.
    ((Logger) LoggerFactory.getLogger(Settings.class)).setLevel(Level.ERROR);
  }

  /** For what is on PostgreSQL. */
  static final String HASH_KEY = "mB3vXq9LrT0sKd7PzW2cYhF5nJ8gUe4Ra6iOo1Qx";

  /** A key that the test signs with, too. */
  static final String SIGNING_KEY =
      new String(TokenKey.make(SigningAlgorithm.RS256), StandardCharsets.US_ASCII);

  final RawHttp http;
  final RawHttp management;
  final TestClock clock;
  private final Path data;
  private final TokenService service;

  private RunningService(Path data, TokenService service, TestClock clock) {
    this.data = data;
    this.service = service;
    this.clock = clock;
    this.http = new RawHttp(service.port());
    this.management = new RawHttp(service.managementPort());
  }

  static RunningService start(Path data) {
    return start(data, Map.of());
  }

  static RunningService start(Path data, Map<String, String> changes) {
    return start(data, changes, new TestClock());
  }

  static RunningService start(Path data, Map<String, String> changes, TestClock clock) {
    return new RunningService(data, TokenService.start(config(data, changes), clock), clock);
  }

  /** On this database; services on the same one share the key of the secrets' hashes. */
  static RunningService start(Path data, DatabaseConfig database, Map<String, String> changes) {
    var all = new HashMap<String, String>();
    var url = database.url();
    if (url != null) {
      all.put("DATABASE_URL", url);
      all.put("DATABASE_USER", requireNonNull(database.user()));
      all.put("DATABASE_PASSWORD", requireNonNull(database.password()).text());
      all.put("SECRET_HASH_KEY", HASH_KEY);
    }
    all.putAll(changes);
    return start(data, all);
  }

  /** An empty value leaves a setting out. */
  static TokenServiceConfig config(Path data, Map<String, String> changes) {
    var environment =
        new HashMap<>(
            Map.of(
                "PORT", "0",
                "DATA_DIR", data.toString(),
                "POLICY_FILE", "../access-policy.yaml",
                "DEMO", "true",
                // A test fails to authenticate more often in a second than a person in a year.
                "RATE_LIMIT_REQUESTS", "1000000/PT1S",
                "RATE_LIMIT_FAILURES", "1000000/PT1S",
                "RATE_LIMIT_TOKENS", "1000000/PT1S"));
    environment.putAll(changes);
    if (environment.containsKey("DATABASE_URL")) {
      environment.putIfAbsent("KEY_ENCRYPTION_KEY", HASH_KEY);
    }
    environment.values().removeIf(String::isEmpty);
    return TokenServiceConfig.from(Env.of(environment));
  }

  int port() {
    return service.port();
  }

  int managementPort() {
    return service.managementPort();
  }

  /** An {@code Authorization} header. */
  static String basic(String clientId, String secret) {
    return basic(clientId + ":" + secret);
  }

  static String basic(String pair) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  static String alice() {
    return basic("alice", "alice-secret");
  }

  /** The {@code Authorization} of a server that follows the revocations. */
  String server() throws IOException {
    return "Authorization: Bearer " + Files.readString(data.resolve("shared/feed.token")).strip();
  }

  RawHttp.Answer post(String body, String... headers) throws IOException {
    return http.post("/token", body, headers);
  }

  RawHttp.Answer post(String body, List<String> headers) throws IOException {
    return post(body, headers.toArray(String[]::new));
  }

  /** A token of a demo client, for everything that it may have. */
  JsonNode token(String clientId, String secret, String... resources) throws IOException {
    var body = new StringBuilder(GRANT);
    for (var resource : resources) {
      body.append("&resource=").append(resource);
    }
    return json(post(body.toString(), FORM, basic(clientId, secret)));
  }

  /**
   * Asks the admin surface, with who and why.
   *
   * @param members of the request in single quotes for double ones, without the braces
   */
  RawHttp.Answer admin(String operation, String members) throws IOException {
    var who = "'operator':'dora','reason':'because of a test'";
    return adminAlone(operation, members.isEmpty() ? who : members + "," + who);
  }

  /** Likewise, with nothing but what is given. */
  RawHttp.Answer adminAlone(String operation, String members) throws IOException {
    var token = Files.readString(data.resolve("token-service/management.token")).strip();
    var body = ("{" + members + "}").replace('\'', '"');
    return management.post("/admin/" + operation, body, JSON, "Authorization: Bearer " + token);
  }

  /** Registers a client and returns its secret. */
  String add(String members) throws IOException {
    var answer = admin("clients/add", members);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return json(answer).path("secret").asText();
  }

  static JsonNode json(RawHttp.Answer answer) throws JsonProcessingException {
    return MAPPER.readTree(answer.body());
  }

  /** A part of the token in an answer; nothing is verified. */
  static JsonNode part(JsonNode answer, int part) throws IOException {
    var token = answer.get("access_token").asText();
    return MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[part]));
  }

  /** Every line of the audit so far. */
  List<JsonNode> audit() {
    try {
      return auditText().lines().map(RunningService::line).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String auditText() throws IOException {
    return Files.readString(data.resolve("token-service/audit.jsonl"));
  }

  private static JsonNode line(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
