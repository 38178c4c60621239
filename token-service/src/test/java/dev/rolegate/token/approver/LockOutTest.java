package dev.rolegate.token.approver;

import static dev.rolegate.token.approver.LockOut.Verdict.ACCOUNT_LOCKED;
import static dev.rolegate.token.approver.LockOut.Verdict.ADDRESS_LOCKED;
import static dev.rolegate.token.approver.LockOut.Verdict.COUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.http.NetworkAddress;
import dev.rolegate.database.Database;
import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who fails too often, on both databases. */
class LockOutTest {
  private static final NetworkAddress HERE = new NetworkAddress("192.0.2.1");
  private static final NetworkAddress THERE = new NetworkAddress("192.0.2.2");

  private final TestClock clock = new TestClock();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void anAccountIsLockedAfterFiveAndTwiceAsLongTheNextTime(Databases engine) {
    try (var database = engine.open("token-service", folder)) {
      var lockOut = new LockOut(database, clock);
      for (var minutes : List.of(15, 30, 60, 60)) {
        fail(lockOut, 5, COUNTS);
        assertThat(lockOut.settle("erin", "erin", HERE, true)).isEqualTo(ACCOUNT_LOCKED);
        assertThat(lockOut.settle("alice", "alice", HERE, true)).isEqualTo(COUNTS);
        clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
        fail(lockOut, 3, ACCOUNT_LOCKED);
        assertThat(lockOut.ofAccount("erin")).isEqualTo(clock.instant().plusSeconds(1));
        // What is tried meanwhile makes it no longer.
        clock.advance(Duration.ofSeconds(1));
        assertThat(lockOut.ofAccount("erin")).isNull();
      }
      assertThat(lockOut.settle("erin", "erin", HERE, true)).isEqualTo(COUNTS);
      // Now all is forgotten, or four failures in a year would be one too many.
      fail(lockOut, 4, COUNTS);
      assertThat(lockOut.settle("erin", "erin", HERE, true)).isEqualTo(COUNTS);
      fail(lockOut, 4, COUNTS);
      clock.advance(Duration.ofHours(24).plusSeconds(1));
      fail(lockOut, 4, COUNTS);
      assertThat(lockOut.settle("erin", "erin", HERE, true)).isEqualTo(COUNTS);
    }
  }

  /** From twenty addresses as from one. */
  private static void fail(LockOut lockOut, int times, LockOut.Verdict verdict) {
    for (var one = 0; one < times; one++) {
      var from = new NetworkAddress("198.51.100." + one);
      assertThat(lockOut.settle("erin", "erin", from, false)).isEqualTo(verdict);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAddressIsLockedAfterTwentyWhateverItGuessedAt(Databases engine) {
    try (var database = engine.open("token-service", folder)) {
      var lockOut = new LockOut(database, clock);
      for (var one = 0; one < 20; one++) {
        assertThat(lockOut.ofAddress(HERE)).isNull();
        assertThat(lockOut.settle(null, "nobody" + one, HERE, false)).isEqualTo(COUNTS);
      }
      assertThat(lockOut.ofAddress(HERE)).isEqualTo(Duration.ofMinutes(15));
      assertThat(lockOut.settle("erin", "erin", HERE, true)).isEqualTo(ADDRESS_LOCKED);
      assertThat(lockOut.ofAddress(THERE)).isNull();
      assertThat(lockOut.settle("erin", "erin", THERE, true)).isEqualTo(COUNTS);
      clock.advance(Duration.ofMinutes(15));
      assertThat(lockOut.ofAddress(HERE)).isNull();
      assertThat(lockOut.settle("erin", "erin", HERE, true)).isEqualTo(COUNTS);
    }
  }

  /** Guessing in parallel gains nothing: the verdict falls after the comparison, one by one. */
  @ParameterizedTest
  @EnumSource
  void ofManyAtOnceNoMoreAreAnsweredThanOneByOne(Databases engine) throws Exception {
    try (var database = engine.open("token-service", folder);
        var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
      var guesses = new ArrayList<Callable<LockOut.Verdict>>();
      for (var one = 0; one < 60; one++) {
        var from = new NetworkAddress("198.51.100." + one);
        guesses.add(() -> new LockOut(database, clock).settle("erin", "erin", from, false));
      }
      var answered = 0;
      for (var verdict : guessers.invokeAll(guesses)) {
        answered += verdict.get() == COUNTS ? 1 : 0;
      }
      assertThat(answered).isEqualTo(5);
    }
  }

  /** However many names somebody thinks of, and nobody is kept out by them. */
  @Test
  void accountsThatDoNotExistTakeABoundedNumberOfRows() {
    try (var database = Databases.SQLITE.open("token-service", folder)) {
      var lockOut = new LockOut(database, clock);
      var verdicts = new ArrayList<LockOut.Verdict>();
      for (var one = 0; one < 600; one++) {
        var from = new NetworkAddress("198.51.100." + one % 40);
        verdicts.add(lockOut.settle(null, "name" + one, from, false));
      }
      assertThat(rows(database)).isLessThanOrEqualTo(256 + 40);
      assertThat(Collections.frequency(verdicts, COUNTS)).isPositive();
      assertThat(lockOut.settle("name1", "name1", HERE, true)).isEqualTo(COUNTS);
      clock.advance(Duration.ofDays(2));
      assertThat(lockOut.settle(null, "name", HERE, false)).isEqualTo(COUNTS);
      assertThat(rows(database)).isEqualTo(2);
    }
  }

  @Test
  void noRowTellsAnAddress() {
    try (var database = Databases.SQLITE.open("token-service", folder)) {
      assertThat(new LockOut(database, clock).settle("erin", "erin", HERE, false))
          .isEqualTo(COUNTS);
      List<String> ids =
          database.read(handle ->
              handle.createQuery("select id from sign_in_failures").mapTo(String.class).list());
      assertThat(ids).hasSize(2).noneMatch(id -> id.contains("192"));
    }
  }

  private static long rows(Database database) {
    return database.read(handle ->
        handle.createQuery("select count(*) from sign_in_failures").mapTo(Long.class).one());
  }
}
