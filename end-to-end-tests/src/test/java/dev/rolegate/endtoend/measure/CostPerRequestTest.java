package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.Verification;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What it costs a server to know its caller: the table of docs/choosing.md. Each way is measured
 * beside the others in one run, in rounds of random order, so that the ratios hold also where
 * something else is going on.
 */
@Tag("measure")
class CostPerRequestTest {
  private static final Logger log = LoggerFactory.getLogger(CostPerRequestTest.class);
  private static final int ROUNDS = 30;
  private static final int IN_A_ROUND = 100;
  private static final int WARM_UP = 10;
  private static final String LIST =
      Json.text(Rpc.request(2, "tools/list", Json.object())).replace(" ", "");

  /** Deciding about a credential alone, in this thread. */
  @Test
  void verifyingAlone() {
    for (var algorithm : SigningAlgorithm.values()) {
      var tokens = TestTokens.of(algorithm, Clock.systemUTC());
      var verifier =
          new TokenVerifier(
              tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), Clock.systemUTC());
      var first = new ArrayList<Double>();
      var again = new ArrayList<Double>();
      for (var round = 0; round < ROUNDS + WARM_UP; round++) {
        var some = minted(tokens, round);
        first.add(microseconds(verifier, some));
        again.add(microseconds(verifier, some));
      }
      log.warn(
          "MEASURED {} alone: {} µs the first time, {} µs when remembered",
          algorithm,
          shown(median(first)),
          shown(median(again)));
    }
  }

  private record Way(
      String name, Deployment deployment, String session, IntFunction<String> credential) {}

  /** A whole {@code tools/list} over HTTP on a kept connection, its client included. */
  @Test
  void aWholeRequest() throws IOException {
    var deployments = new EnumMap<SigningAlgorithm, Deployment>(SigningAlgorithm.class);
    try {
      var ways = new ArrayList<Way>();
      for (var algorithm : SigningAlgorithm.values()) {
        var deployment = Deployment.start(algorithm);
        deployments.put(algorithm, deployment);
        ways.addAll(ways(deployment));
      }
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
        new Way(deployment.algorithm() + " remembered", deployment, session, _ -> token),
        new Way(deployment.algorithm() + " first time", deployment, session, fresh::get));
  }

  private static Map<String, List<Double>> measured(List<Way> ways) throws IOException {
    var times = new java.util.LinkedHashMap<String, List<Double>>();
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
                    "Authorization: Bearer %s\r\nMcp-Session-Id: %s\r\n"
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

  private static double microseconds(TokenVerifier verifier, List<String> tokens) {
    var nanos = new long[tokens.size()];
    for (var i = 0; i < nanos.length; i++) {
      var begun = System.nanoTime();
      var verification = verifier.verify(tokens.get(i));
      nanos[i] = System.nanoTime() - begun;
      assertThat(verification).isInstanceOf(Verification.Verified.class);
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
