package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.Verification;
import dev.rolegate.auth.apikey.ApiKey;
import dev.rolegate.auth.apikey.ApiKeys;
import dev.rolegate.auth.apikey.ApiKeys.Shown.Good;
import dev.rolegate.auth.apikey.TestApiKeys;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What it costs a server to know its caller: the table of docs/choosing.md. Each way is measured
 * beside the others in one run, in rounds of random order, so that the ratios hold also where
 * something else is going on.
 */
@Tag("measure")
class CostPerRequestTest {
  @TempDir private Path folder;

  private static final Logger log = LoggerFactory.getLogger(CostPerRequestTest.class);
  private static final int ROUNDS = 60;
  private static final int IN_A_ROUND = 50;
  private static final int WARM_UP = 60;
  private static final String LIST =
      Json.text(Rpc.request(2, "tools/list", Json.object())).replace(" ", "");

  /** A way to know a caller, and credentials that nobody has shown yet. */
  private record Use(String name, Consumer<String> use, IntFunction<List<String>> credentials) {}

  /** Deciding about a credential alone, in this thread. */
  @Test
  void alone() {
    var times = new LinkedHashMap<String, List<Double>>();
    var keys = TestApiKeys.in(folder);
    var all = IntStream.range(0, IN_A_ROUND).mapToObj(TestApiKeys::key).toList();
    keys.put(
        IntStream.range(0, IN_A_ROUND)
            .mapToObj(i -> keys.entry(all.get(i), "key-" + i, "Officer", "hr"))
            .toArray(ApiKey[]::new));
    try (var known = ApiKeys.open(keys.file(), InstantSource.fixed(keys.now()))) {
      var uses = new ArrayList<Use>();
      uses.add(
          new Use(
              "API key",
              key -> assertThat(known.show("hr", null, key) instanceof Good).isTrue(),
              _ -> all));
      for (var algorithm : SigningAlgorithm.values()) {
        uses.add(use(algorithm));
      }
      for (var round = 0; round < ROUNDS + WARM_UP; round++) {
        for (var one : uses) {
          var credentials = one.credentials().apply(round);
          add(times, one.name() + " first time", microseconds(credentials, one.use()));
          add(times, one.name() + " again", microseconds(credentials, one.use()));
        }
      }
    }
    times.forEach((way, some) -> log.warn("MEASURED alone, {}: {} µs", way, shown(median(some))));
  }

  private static Use use(SigningAlgorithm algorithm) {
    var tokens = TestTokens.of(algorithm, Clock.systemUTC());
    var verifier =
        new TokenVerifier(
            tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), Clock.systemUTC());
    return new Use(
        algorithm.name(),
        token -> assertThat(verifier.verify(token) instanceof Verification.Verified).isTrue(),
        round -> minted(tokens, round));
  }

  private static void add(Map<String, List<Double>> times, String way, double time) {
    times.computeIfAbsent(way, _ -> new ArrayList<>()).add(time);
  }

  private record Way(
      String name, Deployment deployment, String session, IntFunction<String> credential) {}

  /** A whole {@code tools/list} over HTTP on a kept connection, its client included. */
  @Test
  void aWholeRequest() throws IOException {
    var deployments = new EnumMap<SigningAlgorithm, Deployment>(SigningAlgorithm.class);
    var key = TestApiKeys.key(1);
    var keys = new TestApiKeys(folder.resolve("api-keys.json"), Instant.now());
    keys.put(keys.entry(key, "alices", "Manager", "hr"));
    try {
      var ways = new ArrayList<Way>();
      for (var algorithm : SigningAlgorithm.values()) {
        var deployment =
            Deployment.start(
                algorithm, Addresses.canonical(), Map.of("API_KEYS_FILE", keys.path().toString()));
        deployments.put(algorithm, deployment);
        ways.addAll(ways(deployment));
      }
      ways.add(byKey(deployments.get(SigningAlgorithm.RS256), key));
      report(measured(ways));
    } finally {
      deployments.values().forEach(Deployment::close);
    }
  }

  private static List<Way> ways(Deployment deployment) {
    var token = deployment.token(DemoClient.ALICE);
    var session = Streamable.open(deployment.url(Server.HR), token).sessionId();
    var fresh = new ArrayList<String>();
    for (var round = 0; round < ROUNDS + WARM_UP; round++) {
      fresh.addAll(minted(deployment.signing(), round));
    }
    return List.of(
        new Way(deployment.algorithm() + " remembered", deployment, session, _ -> bearer(token)),
        new Way(
            deployment.algorithm() + " first time",
            deployment,
            session,
            i -> bearer(fresh.get(i))));
  }

  private static Way byKey(Deployment deployment, String key) {
    var header = "X-API-Key: " + key;
    var answer =
        Http.post(
            deployment.url(Server.HR).resolve("/mcp"),
            Json.text(Rpc.request(1, "initialize", Rpc.hello())),
            header,
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream");
    return new Way("API key", deployment, answer.header("Mcp-Session-Id"), _ -> header);
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static Map<String, List<Double>> measured(List<Way> ways) throws IOException {
    var times = new LinkedHashMap<String, List<Double>>();
    ways.forEach(way -> times.put(way.name(), new ArrayList<>()));
    var random = new Random(1);
    for (var round = 0; round < ROUNDS + WARM_UP; round++) {
      var order = new ArrayList<>(ways);
      Collections.shuffle(order, random);
      for (var way : order) {
        try (var connection = new KeptConnection(way.deployment().url(Server.HR))) {
          var nanos = new long[IN_A_ROUND];
          for (var i = 0; i < IN_A_ROUND; i++) {
            nanos[i] =
                connection.post(
                    LIST,
                    "%s\r\nMcp-Session-Id: %s\r\n"
                        .formatted(way.credential().apply(round * IN_A_ROUND + i), way.session()));
          }
          Arrays.sort(nanos);
          times.get(way.name()).add(nanos[IN_A_ROUND / 2] / 1_000.0);
        }
      }
    }
    return times;
  }

  private static void report(Map<String, List<Double>> times) {
    var least = times.values().stream().mapToDouble(CostPerRequestTest::median).min().orElseThrow();
    times.forEach((way, all) ->
        log.warn(
            "MEASURED whole request, {}: {} µs, {} of the least",
            way,
            shown(median(all)),
            "%.2f".formatted(median(all) / least)));
  }

  private static List<String> minted(TestTokens tokens, int round) {
    return IntStream.range(0, IN_A_ROUND)
        .mapToObj(i -> tokens.valid().claim("jti", "cost-" + round + "-" + i).mint())
        .toList();
  }

  /** The median of one use of each credential. */
  private static double microseconds(List<String> credentials, Consumer<String> use) {
    var nanos = new long[credentials.size()];
    for (var i = 0; i < nanos.length; i++) {
      var begun = System.nanoTime();
      use.accept(credentials.get(i));
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1_000.0;
  }

  /** Of the rounds after those that only warm up. */
  private static double median(List<Double> rounds) {
    var counted = rounds.subList(WARM_UP, rounds.size()).stream().sorted().toList();
    return counted.get(counted.size() / 2);
  }

  private static String shown(double microseconds) {
    return "%.1f".formatted(microseconds);
  }
}
