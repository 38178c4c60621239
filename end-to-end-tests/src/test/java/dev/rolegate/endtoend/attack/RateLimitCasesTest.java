package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.LoneTokenService;
import dev.rolegate.endtoend.Oracles;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The cases about rate limits. Periods are long, so that no slow machine is given more. */
class RateLimitCasesTest {
  private static final int REPEAT = 200;
  private static final int FAILURES = 10;
  private static final String SERVICE = "token-service";

  @TempDir private Path data;

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("DOS") && isLimit(one));
  }

  private static boolean isLimit(AttackCase one) {
    return one.title().contains("rate limit")
        || one.title().contains("spraying")
        || one.title().contains("limiter")
        || one.title().contains("neighbour");
  }

  /** Those that bring a header: each guesses for a client of its own. */
  @TestFactory
  Stream<DynamicTest> aHeaderMovesNothing() {
    var service = LoneTokenService.start(data, Map.of("RATE_LIMIT_FAILURES", FAILURES + "/PT24H"));
    var bypasses = cases().stream().filter(one -> one.request().has("headers")).toList();
    assertThat(bypasses).hasSize(5);
    var expected = statuses(service, "nobody-says-nothing", null);
    assertThat(expected).startsWith(401).endsWith(429);
    assertThat(expected.indexOf(429)).isEqualTo(FAILURES);
    return bypasses.stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.toString(),
                () -> assertThat(statuses(service, "nobody-" + one.id(), one)).isEqualTo(expected)))
        .onClose(service::close);
  }

  /** One address is told to stop after its hundred; others do not notice. */
  @Test
  void dos010SprayingOverAThousandIds() {
    var settings = Map.of("RATE_LIMIT_REQUESTS", "100/PT24H", "TRUSTED_PROXIES", "127.0.0.1");
    try (var service = LoneTokenService.start(data, settings)) {
      var statuses = new ArrayList<Integer>();
      for (var number = 0; number < 1000; number++) {
        statuses.add(service.ask("client" + number, "Summer2026!").status());
      }
      assertThat(statuses.subList(0, 100)).containsOnly(401);
      assertThat(statuses.subList(100, 1000)).containsOnly(429);
      var alice = DemoClient.ALICE;
      assertThat(service.ask(alice.id(), alice.secret(), "X-Forwarded-For: 192.0.2.7").status())
          .isEqualTo(200);
    }
  }

  /** The documented policy: on PostgreSQL they do both, in memory neither. */
  @Test
  void dos012CountersOnADatabase(@TempDir Path other) {
    var settings = new HashMap<>(LoneTokenService.on(Databases.POSTGRESQL.fresh(SERVICE, data)));
    settings.put("RATE_LIMIT_FAILURES", FAILURES + "/PT24H");
    try (var first = LoneTokenService.start(data, settings);
        var second = LoneTokenService.start(other, settings)) {
      for (var number = 0; number < FAILURES / 2; number++) {
        assertThat(first.ask("alice", "wrong").status()).isEqualTo(401);
        assertThat(second.ask("alice", "wrong").status()).isEqualTo(401);
      }
      assertThat(first.ask("alice", "wrong").status()).isEqualTo(429);
      assertThat(second.ask("alice", "wrong").status()).isEqualTo(429);
    }
    try (var again = LoneTokenService.start(data, settings)) {
      assertThat(again.ask("alice", "wrong").status()).isEqualTo(429);
    }
  }

  /** The documented policy: closed. */
  @Test
  void dos013TheStoreFails() throws Exception {
    var database = Databases.POSTGRESQL.fresh(SERVICE, data);
    var alice = DemoClient.ALICE;
    try (var service = LoneTokenService.start(data, LoneTokenService.on(database));
        var log = LogCapture.start()) {
      assertThat(service.ask(alice.id(), alice.secret()).status()).isEqualTo(200);
      var url = database.url();
      var end = url.lastIndexOf('/') + 1;
      try (var connection =
              DriverManager.getConnection(
                  url.substring(0, end) + "postgres", database.user(), database.password().text());
          var statement = connection.createStatement()) {
        statement.execute("drop database " + url.substring(end) + " with (force)");
      }
      for (var secret : List.of(alice.secret(), "wrong")) {
        var answer = service.ask(alice.id(), secret);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        Oracles.leaksNothing(answer);
        assertThat(Oracles.audited(answer, service.audit()).get("reason").asText())
            .isEqualTo("limits_unavailable");
      }
      Oracles.cleanLog(log.text(), alice.secret());
    }
  }

  @Test
  void dos014ANoisyNeighbour() throws Exception {
    var budget = 40;
    var settings = Map.of("RATE_LIMIT_TOKENS", budget + "/PT24H");
    try (var service = LoneTokenService.start(data, settings);
        var threads = Executors.newFixedThreadPool(8)) {
      Callable<Answer> noisy = () -> service.ask("alice", "alice-secret");
      Callable<Answer> neighbour = () -> service.ask("bob", "bob-secret");
      var all =
          threads.invokeAll(
              IntStream.range(0, 11 * budget)
                  .mapToObj(at -> at % 11 == 0 ? neighbour : noisy)
                  .toList());
      var passed = 0;
      for (var at = 0; at < all.size(); at++) {
        var status = all.get(at).get().status();
        if (at % 11 == 0) {
          assertThat(status).isEqualTo(200);
        } else {
          assertThat(status).isIn(200, 429);
          passed += status == 200 ? 1 : 0;
        }
      }
      assertThat(passed).isEqualTo(budget);
    }
  }

  private static List<Integer> statuses(
      LoneTokenService service, String clientId, AttackCase bypass) {
    var statuses = new ArrayList<Integer>();
    for (var number = 0; number < REPEAT; number++) {
      var answer = service.ask(clientId, "wrong", headers(bypass, number));
      Oracles.hold(answer);
      statuses.add(answer.status());
    }
    return statuses;
  }

  private static String[] headers(AttackCase bypass, int number) {
    if (bypass == null) {
      return new String[0];
    }
    return bypass
        .request()
        .get("headers")
        .valueStream()
        .map(header -> header.get(0).asText() + ": " + value(header.get(1).asText(), number))
        .toArray(String[]::new);
  }

  private static String value(String written, int number) {
    var value = written.replace("${i}", Integer.toString(number));
    var times = value.indexOf(" (x1000)");
    // As often as fits: more is refused for its length.
    return times < 0 ? value : (value.substring(0, times) + ", ").repeat(300);
  }
}
