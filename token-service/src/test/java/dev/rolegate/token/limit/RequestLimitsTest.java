package dev.rolegate.token.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.NetworkAddress;
import dev.rolegate.auth.limit.RateLimit;
import dev.rolegate.database.Database;
import dev.rolegate.database.Databases;
import dev.rolegate.token.limit.RequestLimits.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the limits: in memory, and shared through a real PostgreSQL. */
class RequestLimitsTest {
  private static final NetworkAddress HERE = new NetworkAddress("192.0.2.7");
  private static final NetworkAddress THERE = new NetworkAddress("192.0.2.8");
  private static final Duration SIX = Duration.ofSeconds(6);
  private static final TokenLimits DEFAULT =
      new TokenLimits(
          new RateLimit(100, Duration.ofMinutes(1)),
          new RateLimit(10, Duration.ofMinutes(1)),
          new RateLimit(50, Duration.ofSeconds(1)));

  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<Database> opened = new ArrayList<>();
  @TempDir private Path folder;

  enum Kind {
    IN_MEMORY,
    SHARED
  }

  @AfterEach
  void close() {
    opened.forEach(Database::close);
  }

  @ParameterizedTest
  @EnumSource
  void tenFailuresLockThePair(Kind kind) {
    var limits = limits(kind, DEFAULT);
    for (var one = 0; one < 10; one++) {
      assertThat(limits.authenticating("alice", HERE)).isEqualTo(new Verdict.Passed());
      assertThat(limits.failed("alice", HERE)).isEqualTo(new Verdict.Passed());
    }
    assertThat(limits.authenticating("alice", HERE))
        .isEqualTo(new Verdict.Exceeded(Limit.FAILURES, SIX));
    assertThat(metrics.get("rolegate.rate.limited").tag("limit", "failure_limit").counter().count())
        .isEqualTo(1);
    clock.advance(SIX);
    assertThat(limits.authenticating("alice", HERE)).isEqualTo(new Verdict.Passed());
  }

  @ParameterizedTest
  @EnumSource
  void aLockedPairAffectsOnlyThatPair(Kind kind) {
    var limits = limits(kind, DEFAULT);
    IntStream.range(0, 50).forEach(_ -> limits.failed("alice", HERE));
    assertThat(limits.authenticating("alice", HERE)).isInstanceOf(Verdict.Exceeded.class);
    assertThat(limits.authenticating("alice", THERE)).isEqualTo(new Verdict.Passed());
    assertThat(limits.authenticating("bob", HERE)).isEqualTo(new Verdict.Passed());
    assertThat(limits.authenticating("Alice", HERE)).isEqualTo(new Verdict.Passed());
  }

  /** Forty that were under way together are paid for as if they had come one after the other. */
  @ParameterizedTest
  @EnumSource
  void guessingInParallelGainsNothingInTheEnd(Kind kind) {
    var limits = limits(kind, DEFAULT);
    IntStream.range(0, 40).forEach(_ -> limits.failed("alice", HERE));
    assertThat(limits.authenticating("alice", HERE))
        .isEqualTo(new Verdict.Exceeded(Limit.FAILURES, SIX.multipliedBy(31)));
    clock.advance(SIX.multipliedBy(31).minusMillis(1));
    assertThat(limits.authenticating("alice", HERE)).isInstanceOf(Verdict.Exceeded.class);
    clock.advance(Duration.ofMillis(1));
    assertThat(limits.authenticating("alice", HERE)).isEqualTo(new Verdict.Passed());
  }

  @ParameterizedTest
  @EnumSource
  void noLockIsForEver(Kind kind) {
    var limits = limits(kind, DEFAULT);
    IntStream.range(0, 2000).forEach(_ -> limits.failed("alice", HERE));
    clock.advance(Duration.ofMinutes(10));
    assertThat(limits.authenticating("alice", HERE)).isEqualTo(new Verdict.Passed());
  }

  @ParameterizedTest
  @EnumSource
  void aHundredRequestsOfOneAddress(Kind kind) {
    var limits = limits(kind, DEFAULT);
    for (var one = 0; one < 100; one++) {
      assertThat(limits.arriving(HERE)).isEqualTo(new Verdict.Passed());
    }
    assertThat(limits.arriving(HERE))
        .isEqualTo(new Verdict.Exceeded(Limit.REQUESTS, Duration.ofMillis(600)));
    assertThat(limits.arriving(THERE)).isEqualTo(new Verdict.Passed());
    clock.advance(Duration.ofMillis(600));
    assertThat(limits.arriving(HERE)).isEqualTo(new Verdict.Passed());
    assertThat(limits.arriving(HERE)).isInstanceOf(Verdict.Exceeded.class);
  }

  @ParameterizedTest
  @EnumSource
  void fiftyTokensOfOneClientEachSecond(Kind kind) {
    var limits = limits(kind, DEFAULT);
    for (var second = 0; second < 3; second++) {
      for (var one = 0; one < 50; one++) {
        assertThat(limits.issuing("alice")).isEqualTo(new Verdict.Passed());
      }
      assertThat(limits.issuing("alice"))
          .isEqualTo(new Verdict.Exceeded(Limit.TOKENS, Duration.ofMillis(20)));
      assertThat(limits.issuing("bob")).isEqualTo(new Verdict.Passed());
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOffRefusesNothing(Kind kind) {
    var limits = limits(kind, new TokenLimits(null, null, null));
    for (var one = 0; one < 500; one++) {
      assertThat(limits.arriving(HERE)).isEqualTo(new Verdict.Passed());
      assertThat(limits.failed("alice", HERE)).isEqualTo(new Verdict.Passed());
      assertThat(limits.authenticating("alice", HERE)).isEqualTo(new Verdict.Passed());
      assertThat(limits.issuing("alice")).isEqualTo(new Verdict.Passed());
    }
  }

  @Test
  void severalTokenServicesShareOneLimit() throws Exception {
    var config = Databases.POSTGRESQL.fresh("token-service", folder);
    var one = shared(Database.open(config));
    var other = shared(Database.open(config));
    Callable<Verdict> askingOne = () -> one.arriving(HERE);
    Callable<Verdict> askingOther = () -> other.arriving(HERE);
    var asking =
        IntStream.range(0, 150).mapToObj(at -> at % 2 == 0 ? askingOne : askingOther).toList();
    var passed = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(asking)) {
        passed += answer.get() instanceof Verdict.Passed ? 1 : 0;
      }
    }
    assertThat(passed).isEqualTo(100);
    IntStream.range(0, 10).forEach(_ -> one.failed("alice", HERE));
    assertThat(other.authenticating("alice", HERE)).isInstanceOf(Verdict.Exceeded.class);
  }

  @Test
  void sharedCountsOutliveARestart() {
    var config = Databases.POSTGRESQL.fresh("token-service", folder);
    try (var database = Database.open(config)) {
      var limits = sharedBy(database);
      IntStream.range(0, 10).forEach(_ -> limits.failed("alice", HERE));
    }
    assertThat(shared(Database.open(config)).authenticating("alice", HERE))
        .isInstanceOf(Verdict.Exceeded.class);
  }

  /** Other writes take turns, and some take long. */
  @Test
  void sharedCountsDoNotWaitForAWrite() throws Exception {
    var database = Databases.POSTGRESQL.open("token-service", folder);
    var limits = shared(database);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Verdict during =
          database.write(_ -> {
            try {
              return threads.submit(() -> limits.arriving(HERE)).get();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(during).isEqualTo(new Verdict.Passed());
    }
  }

  @Test
  void aClockThatWasSetBackLocksNobodyForLong() {
    var limits = shared(Databases.POSTGRESQL.open("token-service", folder));
    IntStream.range(0, 20).forEach(_ -> limits.failed("alice", HERE));
    clock.advance(Duration.ofDays(-1));
    assertThat(limits.authenticating("alice", HERE)).isInstanceOf(Verdict.Exceeded.class);
    var _ = limits.failed("alice", HERE);
    clock.advance(Duration.ofMinutes(10));
    assertThat(limits.authenticating("alice", HERE)).isEqualTo(new Verdict.Passed());
  }

  @Test
  void sharedCountsAreRemovedWhenTheySayNothingAndNameNobody() {
    var database = Databases.POSTGRESQL.open("token-service", folder);
    var limits = shared(database);
    for (var one = 0; one < 20; one++) {
      var _ = limits.failed("client" + one, HERE);
      var _ = limits.arriving(new NetworkAddress("198.51.100." + one));
    }
    assertThat(rows(database)).hasSize(40).allMatch(id -> id.matches("[0-9a-f]{32}"));
    clock.advance(Duration.ofMinutes(2));
    var _ = limits.arriving(HERE);
    assertThat(rows(database)).hasSize(1);
  }

  @Test
  void nothingIsAllowedWhileTheCountsCannotBeRead() {
    var database = Databases.POSTGRESQL.open("token-service", folder);
    var limits = shared(database);
    database.write(handle -> handle.execute("drop table rate_limits"));
    assertUndecided(limits);
    database.close();
    assertUndecided(limits);
  }

  private static void assertUndecided(RequestLimits limits) {
    assertThat(
            List.of(
                limits.arriving(HERE),
                limits.authenticating("alice", HERE),
                limits.failed("alice", HERE),
                limits.issuing("alice")))
        .containsOnly(new Verdict.Undecided());
  }

  private RequestLimits limits(Kind kind, TokenLimits limits) {
    return switch (kind) {
      case IN_MEMORY -> RequestLimits.inMemory(limits, this::nanos, metrics);
      case SHARED -> {
        var database = Databases.POSTGRESQL.open("token-service", folder);
        opened.add(database);
        yield RequestLimits.shared(limits, database, clock, this::nanos, metrics);
      }
    };
  }

  private long nanos() {
    return Duration.between(TestTokens.NOW, clock.instant()).toNanos();
  }

  private RequestLimits shared(Database database) {
    opened.add(database);
    return sharedBy(database);
  }

  private RequestLimits sharedBy(Database database) {
    return RequestLimits.shared(DEFAULT, database, clock, this::nanos, metrics);
  }

  private static List<String> rows(Database database) {
    return database.read(
        handle -> handle.createQuery("select id from rate_limits").mapTo(String.class).list());
  }
}
