package dev.rolegate.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  final RawHttp http;
  private final Path data;
  private final TokenService service;

  private RunningService(Path data, TokenService service) {
    this.data = data;
    this.service = service;
    this.http = new RawHttp(service.port());
  }

  static RunningService start(Path data) {
    return start(data, Map.of());
  }

  static RunningService start(Path data, Map<String, String> changes) {
    return new RunningService(data, TokenService.start(config(data, changes), new TestClock()));
  }

  /** An empty value leaves a setting out. */
  static TokenServiceConfig config(Path data, Map<String, String> changes) {
    var environment =
        new HashMap<>(
            Map.of(
                "PORT", "0",
                "DATA_DIR", data.toString(),
                "POLICY_FILE", "../access-policy.yaml",
                "DEMO", "true"));
    environment.putAll(changes);
    environment.values().removeIf(String::isEmpty);
    return TokenServiceConfig.from(Env.of(environment));
  }

  int port() {
    return service.port();
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
