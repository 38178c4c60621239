package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.refresh.IssuedToken;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A token service whose clients, revocations and time are the test's: change them while it runs.
 * Thread-safe.
 */
final class GrantFixture implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, Client> clients = new ConcurrentHashMap<>();
  final TestClock clock;
  final TakenBack takenBack;
  final RawHttp http;
  private final TokenService service;
  private final Path data;
  private @Nullable SecretHashing hashing;

  private GrantFixture(
      Path data, Map<String, String> settings, TestClock clock, TakenBack takenBack) {
    this.data = data;
    this.clock = clock;
    this.takenBack = takenBack;
    this.service =
        TokenService.start(
            RunningService.config(data, settings),
            clock,
            key -> {
              hashing = key;
              return clients::get;
            },
            _ -> takenBack);
    this.http = new RawHttp(service.port());
  }

  /** Revocations in memory. */
  static final class TakenBack implements TokenRevocations {
    final Set<String> tokenIds = ConcurrentHashMap.newKeySet();
    volatile Predicate<Issuance> rule = _ -> false;

    @Override
    public boolean isRevoked(Handle handle, Issuance issuance) {
      var tokenId = issuance.tokenId();
      return rule.test(issuance) || (tokenId != null && tokenIds.contains(tokenId));
    }

    @Override
    public void revoke(Handle handle, List<IssuedToken> tokens) {
      tokens.forEach(token -> tokenIds.add(token.tokenId()));
    }
  }

  static GrantFixture start(Path data) {
    return new GrantFixture(data, Map.of("DEMO", ""), new TestClock(), new TakenBack());
  }

  static GrantFixture start(Path data, Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("DEMO", "");
    return new GrantFixture(data, all, new TestClock(), new TakenBack());
  }

  /** On this database; several may be on one PostgreSQL, each with a folder of its own. */
  static GrantFixture start(Path data, DatabaseConfig database) {
    return new GrantFixture(data, settings(database), new TestClock(), new TakenBack());
  }

  private static Map<String, String> settings(DatabaseConfig database) {
    var url = database.url();
    return url == null
        ? Map.of("DEMO", "")
        : Map.of(
            "DEMO", "",
            "DATABASE_URL", url,
            "DATABASE_USER", String.valueOf(database.user()),
            "DATABASE_PASSWORD", "postgres",
            "SECRET_HASH_KEY", "WyLvWnSyGp4hB7m2tZcYdK0r3uJqXoEa9sTfIxVgNb8");
  }

  /** Registers, or changes what is registered. */
  void register(String clientId, ClientDraft draft) {
    if (hashing == null) {
      throw new IllegalStateException("not started");
    }
    clients.put(clientId, draft.registered(hashing));
  }

  /** A request of a client that authenticates itself with its secret. */
  RawHttp.Answer ask(String clientId, String body) throws IOException {
    return http.post(
        "/token", body, FORM, RunningService.basic(clientId, ClientDraft.secret(clientId)));
  }

  /** A first token. */
  JsonNode first(String clientId, String... resources) throws IOException {
    var body = new StringBuilder(RunningService.GRANT);
    for (var resource : resources) {
      body.append("&resource=").append(encoded(resource));
    }
    return issued(ask(clientId, body.toString()));
  }

  RawHttp.Answer refresh(String clientId, String token, String more) throws IOException {
    return ask(clientId, "grant_type=refresh_token&refresh_token=" + encoded(token) + more);
  }

  JsonNode refreshed(String clientId, String token) throws IOException {
    return issued(refresh(clientId, token, ""));
  }

  RawHttp.Answer exchange(String actor, String token, String more) throws IOException {
    return ask(
        actor,
        "grant_type="
            + encoded(TokenExchangeGrant.TYPE)
            + "&subject_token="
            + encoded(token)
            + "&subject_token_type="
            + encoded(TokenExchangeGrant.ACCESS_TOKEN)
            + more);
  }

  static JsonNode issued(RawHttp.Answer answer) throws IOException {
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  static JsonNode claims(JsonNode answer) throws IOException {
    return RunningService.part(answer, 1);
  }

  static String accessToken(JsonNode answer) {
    return answer.get("access_token").asText();
  }

  static String refreshToken(JsonNode answer) {
    return answer.get("refresh_token").asText();
  }

  static Set<String> audience(JsonNode answer) throws IOException {
    var aud = claims(answer).get("aud");
    var all = new HashSet<String>();
    if (aud.isArray()) {
      aud.forEach(one -> all.add(one.asText()));
    } else {
      all.add(aud.asText());
    }
    return all;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  JsonNode lastAudited() throws IOException {
    var lines = Files.readAllLines(data.resolve("token-service/audit.jsonl"));
    return JSON.readTree(lines.getLast());
  }

  @Override
  public void close() {
    service.close();
  }
}
