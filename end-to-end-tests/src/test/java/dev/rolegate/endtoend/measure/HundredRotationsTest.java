package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys follow one another while callers get tokens and use them, new ones and old ones: nobody may
 * notice. Run with {@code mvn -P measure verify}; {@code -Drotations=5} makes it short.
 */
@Tag("measure")
class HundredRotationsTest {
  private static final Logger log = LoggerFactory.getLogger(HundredRotationsTest.class);
  private static final int ROTATIONS = Integer.getInteger("rotations", 100);
  private static final Duration LIFETIME = Duration.ofSeconds(30);
  private static final long BEAT = Duration.ofMillis(100).toNanos();

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private record Token(String text, long nanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }

  @Test
  void noRequestFails() throws Exception {
    var settings =
        Map.of(
            "JWKS_CACHE_TTL", "PT1S",
            "KEY_PUBLISH_WAIT", "PT2S",
            "TOKEN_TTL", LIFETIME.toString());
    try (var deployment =
            Deployment.start(SigningAlgorithm.RS256, Addresses.canonical(), settings);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var began = System.nanoTime();
      var running = new ArrayList<Future<?>>();
      for (var server : Server.values()) {
        running.add(callers.submit(() -> call(deployment, server)));
      }
      Set<String> kids;
      try {
        kids = rotate(deployment);
      } finally {
        over.set(true);
      }
      for (var one : running) {
        one.get();
      }
      // Tests show warnings and errors only.
      log.warn(
          "MEASURED rotations: {} keys signed one after the other in {} s, {} requests, {} failed",
          kids.size(),
          Duration.ofNanos(System.nanoTime() - began).toSeconds(),
          asked,
          failures.size());
      assertThat(failures).isEmpty();
      assertThat(kids).hasSize(ROTATIONS + 1);
      assertThat(asked.get()).isGreaterThan(ROTATIONS);
    }
  }

  /** The key of the beginning and those that followed. */
  private static Set<String> rotate(Deployment deployment) {
    var kids = new HashSet<String>();
    kids.add(signing(deployment));
    for (var i = 0; i < ROTATIONS; i++) {
      var answer =
          deployment.administer(
              "keys/rotate", "{\"operator\":\"measure\",\"reason\":\"rotation " + i + "\"}");
      var next = answer.get("kid").asText();
      while (!signing(deployment).equals(next)) {
        LockSupport.parkNanos(BEAT);
      }
      kids.add(next);
    }
    return kids;
  }

  private static String signing(Deployment deployment) {
    return deployment
        .administer("keys/list", "{}")
        .get("keys")
        .valueStream()
        .filter(key -> key.get("state").asText().equals("signing"))
        .findAny()
        .orElseThrow()
        .get("kid")
        .asText();
  }

  /** Each token is used when it is new, and once more shortly before it ends. */
  private void call(Deployment deployment, Server server) {
    var session = Streamable.open(deployment.url(server), deployment.token(DemoClient.ALICE));
    var tokens = new ArrayDeque<Token>();
    while (!over.get()) {
      try {
        var began = System.nanoTime();
        asked.incrementAndGet();
        var issued = deployment.answerOfTokenService(DemoClient.ALICE).get("access_token").asText();
        tokens.add(new Token(issued, began));
        use(deployment, server, session, issued);
        while (tokens.getFirst().age().compareTo(LIFETIME.minusSeconds(5)) > 0) {
          var old = tokens.removeFirst();
          if (old.age().compareTo(LIFETIME) < 0) {
            use(deployment, server, session, old.text());
          }
        }
      } catch (RuntimeException | AssertionError e) {
        failures.add(server + ": " + e);
      }
      LockSupport.parkNanos(BEAT);
    }
  }

  private void use(Deployment deployment, Server server, Streamable session, String token) {
    asked.incrementAndGet();
    var headers = new ArrayList<>(session.sessionHeaders());
    headers.addAll(
        List.of(
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "Authorization: Bearer " + token));
    var answer =
        Http.post(
            deployment.url(server).resolve("/mcp"),
            Json.text(Rpc.request(1, "tools/call", Rpc.call(server.readTool(), Json.object()))),
            headers.toArray(String[]::new));
    if (answer.status() != 200) {
      failures.add(server + ": " + answer);
    }
  }
}
