package dev.rolegate.token.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.database.Database;
import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log, on both databases. */
class RevocationsTest {
  private static final Instant NOW = TestTokens.NOW;
  private static final IssuedToken TOKEN =
      new IssuedToken(
          Set.of("own", "parent"),
          Set.of("client", "actor-client"),
          Set.of("subject", "actor"),
          NOW,
          NOW.plusSeconds(3600),
          Set.of("kid", "parent-kid"));

  private final TestClock clock = new TestClock();

  @ParameterizedTest
  @EnumSource
  void whatIsRevokedTakesExactlyItsTokens(Databases engine, @TempDir Path folder) {
    var takesIt =
        List.of(
            new Revocation.OfToken("own", TOKEN.end()),
            new Revocation.OfToken("parent", TOKEN.end()),
            new Revocation.OfClient("client", NOW),
            new Revocation.OfClient("actor-client", NOW),
            new Revocation.OfSubject("subject", NOW),
            new Revocation.OfSubject("actor", NOW),
            new Revocation.OfAll(NOW),
            new Revocation.OfKey("kid"));
    var leavesIt =
        List.of(
            new Revocation.OfToken("client", TOKEN.end()),
            new Revocation.OfClient("subject", NOW),
            new Revocation.OfClient("client", NOW.minusSeconds(1)),
            new Revocation.OfSubject("client", NOW),
            new Revocation.OfSubject("subject", NOW.minusSeconds(1)),
            new Revocation.OfAll(NOW.minusSeconds(60)),
            new Revocation.OfKey("own"));
    for (var one : takesIt) {
      try (var database = engine.open("token-service", folder)) {
        var revocations = Revocations.open(database, clock);
        leavesIt.forEach(other -> revocations.revoke(List.of(other)));
        assertThat(revocations.isRevoked(TOKEN)).isFalse();
        revocations.revoke(List.of(one));
        assertThat(revocations.isRevoked(TOKEN)).as(one.toString()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersHaveNoGapAndLastAndTheNewestOfAThingStays(Databases engine, @TempDir Path folder) {
    var config = engine.fresh("token-service", folder);
    String id;
    try (var database = Database.open(config)) {
      var revocations = Revocations.open(database, clock);
      assertThat(revocations.after(0, 10).seq()).isZero();
      assertThat(revocations.revokeClient("a", NOW)).isEqualTo(1);
      assertThat(revocations.revokeKey("k")).isEqualTo(2);
      // Nothing that is not known yet: no number is used.
      assertThat(revocations.revokeClient("a", NOW.minusSeconds(5))).isEqualTo(2);
      assertThat(revocations.revokeKey("k")).isEqualTo(2);
      clock.advance(Duration.ofSeconds(5));
      assertThat(revocations.revokeClient("a", clock.instant())).isEqualTo(3);
      assertThat(
              revocations.revokeTokens(
                  List.of(
                      new Revocation.OfToken("x", NOW.plusSeconds(60)),
                      new Revocation.OfToken("y", NOW.plusSeconds(60)))))
          .isEqualTo(5);
      assertThat(numbers(revocations.after(0, 10))).containsExactly(2L, 3L, 4L, 5L);
      id = revocations.after(0, 1).logId();
    }
    try (var database = Database.open(config)) {
      var revocations = Revocations.open(database, clock);
      var all = revocations.after(0, 10);
      assertThat(all.logId()).isEqualTo(id);
      assertThat(numbers(all)).containsExactly(2L, 3L, 4L, 5L);
      // What no longer matters is left out, and the number goes on; keys stay for ever.
      clock.advance(Duration.ofHours(26));
      assertThat(numbers(revocations.after(0, 10))).containsExactly(2L);
      assertThat(revocations.after(0, 10).seq()).isEqualTo(5);
      assertThat(revocations.revokeSubject("s", clock.instant())).isEqualTo(6);
      assertThat(numbers(revocations.after(0, 10))).containsExactly(2L, 6L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTokenIsIssuedBeyondWhatWasRevokedInItsSecond(Databases engine, @TempDir Path folder) {
    try (var database = engine.open("token-service", folder)) {
      var one = Revocations.open(database, clock);
      var other = Revocations.open(database, clock);
      clock.advance(Duration.ofMillis(400));
      assertThat(one.issueTimes().of("c", "s")).isEqualTo(NOW);
      other.revokeClient("c", clock.instant());
      assertThat(one.issueTimes().of("c", "s")).isEqualTo(NOW.plusSeconds(1));
      assertThat(one.issueTimes().of("d", "s")).isEqualTo(NOW);
      other.revokeSubject("s", clock.instant());
      assertThat(one.issueTimes().of("d", "s")).isEqualTo(NOW.plusSeconds(1));
      assertThat(one.issueTimes().of("d", "t")).isEqualTo(NOW);
      other.revokeAll(clock.instant());
      // beyond the tokens that were issued since the first
      assertThat(one.issueTimes().of("d", "t")).isEqualTo(NOW.plusSeconds(2));
      clock.advance(Duration.ofSeconds(3));
      assertThat(one.issueTimes().of("c", "s")).isEqualTo(NOW.plusSeconds(3));
    }
  }

  /** Or what was issued between two of them in one second would outlive the second. */
  @ParameterizedTest
  @EnumSource
  void aSecondRevocationInOneSecondTakesWhatWasIssuedSinceTheFirst(
      Databases engine, @TempDir Path folder) {
    try (var database = engine.open("token-service", folder)) {
      var revocations = Revocations.open(database, clock);
      revocations.revokeClient("c", clock.instant());
      var since = revocations.issueTimes().of("c", "s");
      assertThat(revocations.isRevoked(issuedAt(since))).isFalse();
      revocations.revokeClient("c", clock.instant());
      assertThat(revocations.isRevoked(issuedAt(since))).isTrue();
      assertThat(revocations.isRevoked(issuedAt(revocations.issueTimes().of("c", "s")))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void soDoesARevocationOfTheSubjectAfterOneOfTheClient(Databases engine, @TempDir Path folder) {
    try (var database = engine.open("token-service", folder)) {
      database.write(handle ->
          handle.execute(
              "insert into clients (client_id, subject, grants, auth_methods, enabled, may_act_for,"
                  + " created_at, changed_at, keys) values ('c', 's', '[]', '[]', true, '[]', '',"
                  + " '', '[]')"));
      var revocations = Revocations.open(database, clock);
      revocations.revokeClient("c", clock.instant());
      var since = revocations.issueTimes().of("c", "s");
      revocations.revokeSubject("s", clock.instant());
      assertThat(revocations.isRevoked(issuedAt(since))).isTrue();
      since = revocations.issueTimes().of("c", "s");
      revocations.revokeClient("c", clock.instant());
      assertThat(revocations.isRevoked(issuedAt(since))).isTrue();
    }
  }

  /** What is taken back while a request is under way, its token is older than. */
  @ParameterizedTest
  @EnumSource
  void aRevocationMeetsTheTokenOfARequestThatBeganBefore(Databases engine, @TempDir Path folder) {
    try (var database = engine.open("token-service", folder)) {
      var revocations = Revocations.open(database, clock);
      var times = revocations.issueTimes();
      clock.advance(Duration.ofSeconds(2));
      revocations.revokeClient("c", clock.instant());
      clock.advance(Duration.ofSeconds(2));
      assertThat(revocations.isRevoked(issuedAt(times.of("c", "s")))).isTrue();
    }
  }

  private static IssuedToken issuedAt(Instant time) {
    return new IssuedToken(
        Set.of("jti"), Set.of("c"), Set.of("s"), time, time.plusSeconds(3600), Set.of("kid"));
  }

  @ParameterizedTest
  @EnumSource
  void whatAnotherProcessWritesEndsAWaitToo(Databases engine, @TempDir Path folder)
      throws Exception {
    var config = engine.fresh("token-service", folder);
    try (var here = Database.open(config);
        var there = Database.open(config)) {
      var waiting = Revocations.open(here, clock);
      var writing = Revocations.open(there, clock);
      var waits = new ArrayList<CompletableFuture<Void>>();
      for (var i = 0; i < 3; i++) {
        waits.add(CompletableFuture.runAsync(() -> await(waiting), Thread::startVirtualThread));
      }
      writing.revokeKey("k");
      for (var wait : waits) {
        wait.get(60, TimeUnit.SECONDS);
      }
      assertThat(numbers(waiting.after(0, 10))).containsExactly(1L);
    }
  }

  private static void await(Revocations revocations) {
    try {
      revocations.news().await(0, Duration.ofMinutes(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Long> numbers(RevocationBatch batch) {
    return batch.revocations().stream().map(LoggedRevocation::seq).toList();
  }
}
