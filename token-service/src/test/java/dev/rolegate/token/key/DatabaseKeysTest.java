package dev.rolegate.token.key;

import static dev.rolegate.token.key.KeyFixture.LIFETIME;
import static dev.rolegate.token.key.KeyFixture.ROTATION;
import static dev.rolegate.token.key.KeyFixture.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.auth0.jwt.JWT;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.database.Databases;
import dev.rolegate.token.key.KeyFixture.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the keys in a database, as time passes and operators ask. */
@Timeout(120)
class DatabaseKeysTest {
  private static final Duration MARGIN = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(1);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theFirstKeySignsAtOnceAndStays(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      assertThat(one.published()).containsExactly(one.kid());
      assertThat(fixture.open().kid()).isEqualTo(one.kid());
      assertThat(fixture.restart(one).kid()).isEqualTo(one.kid());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextKeyIsPublishedThenSignsAndTheOldOneStaysForItsTokens(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var other = fixture.open();
      var old = one.kid();
      assertThat(one.rotate(false)).isNull();
      other.keys().refresh();
      assertThat(one.published()).hasSize(2);
      assertThat(other.published()).isEqualTo(one.published());
      passAlmost(fixture, WAIT, one, other);
      assertThat(one.kid()).isEqualTo(old);
      assertThat(other.kid()).isEqualTo(old);
      var token = JWT.create().sign(one.keys().current().algorithm());

      fixture.pass(MOMENT);
      one.keys().refresh();
      assertThat(one.kid()).isNotEqualTo(old).isIn(one.published());
      assertThat(other.kid()).isEqualTo(old);
      other.keys().refresh();
      assertThat(other.kid()).isEqualTo(one.kid());
      assertThat(one.states()).containsExactly("retired", "signing");

      passAlmost(fixture, LIFETIME.plus(MARGIN), one, other);
      for (var instance : List.of(one, other, fixture.open())) {
        verifies(instance, old, token);
      }
      fixture.pass(MOMENT);
      one.keys().refresh();
      other.keys().refresh();
      assertThat(one.published()).containsExactly(one.kid());
      assertThat(other.published()).containsExactly(one.kid());
      assertThat(one.states()).containsExactly("signing");
    }
  }

  private static void verifies(Instance instance, String kid, String token) {
    var key =
        instance.keys().published().stream()
            .filter(one -> one.keyId().equals(kid))
            .findAny()
            .orElseThrow();
    assertThatCode(() -> key.verifying().verify(JWT.decode(token))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void rotationComesBySchedule(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      for (var i = 0; i < 3; i++) {
        var old = one.kid();
        passAlmost(fixture, ROTATION, one);
        assertThat(one.published()).containsExactly(old);
        fixture.pass(MOMENT);
        one.keys().refresh();
        assertThat(one.published()).hasSize(2);
        assertThat(one.kid()).isEqualTo(old);
        fixture.pass(WAIT);
        one.keys().refresh();
        assertThat(one.kid()).isNotEqualTo(old);
        assertThat(one.states()).containsExactly("retired", "signing");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAScheduleNothingHappensUnlessSomebodyAsks(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open(SigningAlgorithm.ES256, new KeySchedule(WAIT, null, LIFETIME));
      fixture.pass(Duration.ofDays(10_000));
      one.keys().refresh();
      assertThat(one.states()).containsExactly("signing");
      assertThat(one.rotate(false)).isNull();
      assertThat(one.states()).containsExactly("published", "signing");
    }
  }

  /** ROTATE-005: the time that counts is that which passed, not what a clock says. */
  @ParameterizedTest
  @EnumSource
  void aClockThatJumpsLetsNoKeySignEarly(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var old = one.kid();
      assertThat(one.rotate(false)).isNull();
      for (var jump : List.of(Duration.ofHours(1), Duration.ofHours(-2), Duration.ofDays(9))) {
        fixture.clock.advance(jump);
        one.keys().refresh();
        assertThat(one.kid()).isEqualTo(old);
      }
      var restarted = fixture.restart(one);
      restarted.keys().refresh();
      assertThat(restarted.kid()).isEqualTo(old);
      fixture.clock.advance(Duration.ofDays(-20));
      fixture.pass(WAIT);
      restarted.keys().refresh();
      assertThat(restarted.kid()).isNotEqualTo(old);
    }
  }

  /** ROTATE-004: killed after every step, and at none of them two keys that sign, or none. */
  @ParameterizedTest
  @EnumSource
  void aRestartGoesOnWhereTheOtherProcessEnded(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var old = one.kid();
      assertThat(one.rotate(false)).isNull();
      var published = one.published();
      one = fixture.restart(one);
      assertThat(one.kid()).isEqualTo(old);
      assertThat(one.published()).isEqualTo(published);
      fixture.pass(WAIT.minus(MOMENT));
      one = fixture.restart(one);
      fixture.pass(WAIT.minus(MOMENT));
      one.keys().refresh();
      assertThat(one.kid()).as("the wait begins anew").isEqualTo(old);
      fixture.pass(MOMENT);
      one.keys().refresh();
      var next = one.kid();
      assertThat(next).isNotEqualTo(old);
      one = fixture.restart(one);
      assertThat(one.kid()).isEqualTo(next);
      assertThat(one.published()).containsExactlyInAnyOrderElementsOf(published);
      assertThat(one.states()).containsExactly("retired", "signing");
      fixture.pass(LIFETIME.plus(MARGIN));
      one = fixture.restart(one);
      assertThat(one.published()).containsExactly(next);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoInstancesThatRotateAtTheSameMomentMakeOneKey(Databases engine) throws Exception {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var other = fixture.open();
      var answers = atOnce(() -> one.rotate(false) + "", () -> other.rotate(false) + "");
      assertThat(answers).contains("null");
      assertThat(one.states()).containsExactly("published", "signing");
      assertThat(answers.stream().filter(answer -> !answer.equals("null")))
          .singleElement()
          .asString()
          .containsAnyOf("is published already", "were changed meanwhile");
      fixture.pass(WAIT);
      atOnce(() -> refreshed(one), () -> refreshed(other));
      atOnce(() -> refreshed(one), () -> refreshed(other));
      assertThat(one.kid()).isEqualTo(other.kid());
      assertThat(one.states()).containsExactly("retired", "signing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoInstancesWhoseScheduleIsDueMakeOneKey(Databases engine) throws Exception {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var other = fixture.open();
      fixture.pass(ROTATION);
      atOnce(() -> refreshed(one), () -> refreshed(other));
      assertThat(one.states()).containsExactly("published", "signing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoInstancesThatStartOnAnEmptyDatabaseSignWithOneKey(Databases engine) throws Exception {
    try (var fixture = new KeyFixture(engine, folder)) {
      fixture.open().database().write(handle -> handle.execute("delete from signing_keys"));
      var kids = atOnce(() -> fixture.open().kid(), () -> fixture.open().kid());
      assertThat(kids.get(0)).isEqualTo(kids.get(1));
    }
  }

  private static String refreshed(Instance instance) {
    instance.keys().refresh();
    return instance.kid();
  }

  private static List<String> atOnce(Callable<String> one, Callable<String> other)
      throws Exception {
    var barrier = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(() -> {
            barrier.await();
            return one.call();
          });
      var second =
          threads.submit(() -> {
            barrier.await();
            return other.call();
          });
      return List.of(first.get(), second.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRotationWithoutWaitTakesThePublishedKeyOrANewOne(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var first = one.kid();
      assertThat(one.rotate(true)).isNull();
      var second = one.kid();
      assertThat(one.published()).containsExactlyInAnyOrder(first, second);
      assertThat(one.rotate(false)).isNull();
      assertThat(one.rotate(false)).contains("is published already", "signs from");
      assertThat(one.rotate(true)).isNull();
      assertThat(one.states()).containsExactly("retired", "retired", "signing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMoreKeysArePublishedThanVerifiersRead(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      for (var i = 1; i < KeyStates.MOST_PUBLIC; i++) {
        assertThat(one.rotate(true)).isNull();
      }
      assertThat(one.rotate(true)).startsWith("90 keys are published");
      assertThat(one.published()).hasSize(90);
      // Also when it is the schedule that asks; an emergency always finds room.
      assertThat(one.revoke(one.kid())).isNull();
      assertThat(one.published()).hasSize(90);
      fixture.pass(LIFETIME.plus(MARGIN));
      assertThat(one.rotate(true)).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRevokedKeyIsGoneAtOnceAndNeverComesBack(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var other = fixture.open();
      var bad = one.kid();
      assertThat(one.revoke(bad)).isNull();
      assertThat(fixture.revoked).containsExactly(bad);
      assertThat(one.kid()).isNotEqualTo(bad);
      assertThat(one.published()).containsExactly(one.kid());
      other.keys().refresh();
      assertThat(other.kid()).isEqualTo(one.kid());
      assertThat(other.published()).containsExactly(one.kid());
      var restarted = fixture.restart(one);
      assertThat(restarted.kid()).isEqualTo(other.kid());
      // Once more, as after an answer that was lost: said again, and nothing else happens.
      assertThat(restarted.revoke(bad)).isNull();
      assertThat(fixture.revoked).containsExactly(bad, bad);
      assertThat(restarted.states()).containsExactly("revoked", "signing");
      fixture.pass(Duration.ofDays(20));
      restarted.keys().refresh();
      assertThat(restarted.states()).containsExactly("revoked", "signing");
      assertThat(restarted.revoke("unknown")).contains("No key has this kid");
      assertThat(fixture.revoked).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whenTheSigningKeyIsRevokedThePublishedOneSigns(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var bad = one.kid();
      assertThat(one.rotate(false)).isNull();
      assertThat(one.revoke(bad)).isNull();
      assertThat(one.published()).containsExactly(one.kid()).doesNotContain(bad);
      assertThat(one.states()).containsExactly("revoked", "signing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPublishedOrRetiredKeyIsRevokedWithoutTheSigningOne(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var first = one.kid();
      assertThat(one.rotate(true)).isNull();
      var second = one.kid();
      assertThat(one.rotate(false)).isNull();
      var next =
          one.published().stream()
              .filter(kid -> !List.of(first, second).contains(kid))
              .findAny()
              .orElseThrow();
      assertThat(one.revoke(first)).isNull();
      assertThat(one.revoke(next)).isNull();
      assertThat(one.published()).containsExactly(second);
      fixture.pass(WAIT);
      one.keys().refresh();
      assertThat(one.kid()).isEqualTo(second);
    }
  }

  /** A key is published for the longest token that any instance may have signed with it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInstanceWithLongerTokensKeepsTheKeyLonger(boolean rotatesItself) {
    try (var fixture = new KeyFixture(Databases.SQLITE, folder)) {
      var one = fixture.open();
      var other =
          fixture.open(
              SigningAlgorithm.ES256, new KeySchedule(WAIT, null, LIFETIME.multipliedBy(5)));
      var old = one.kid();
      assertThat((rotatesItself ? other : one).rotate(true)).isNull();
      fixture.pass(LIFETIME.multipliedBy(5));
      one.keys().refresh();
      assertThat(one.published()).contains(old);
      fixture.pass(MARGIN);
      one.keys().refresh();
      assertThat(one.published()).doesNotContain(old);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachAlgorithmHasAKeyOfItsOwnAndAllArePublished(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var schedule = new KeySchedule(WAIT, ROTATION, LIFETIME);
      var es256 = fixture.open();
      var rs256 = fixture.open(SigningAlgorithm.RS256, schedule);
      es256.keys().refresh();
      assertThat(es256.kid()).isNotEqualTo(rs256.kid());
      assertThat(es256.published()).containsExactlyInAnyOrder(es256.kid(), rs256.kid());
      assertThat(rs256.published()).containsExactlyInAnyOrder(es256.kid(), rs256.kid());
      assertThat(rs256.rotate(true)).isNull();
      es256.keys().refresh();
      assertThat(es256.published()).hasSize(3);
      assertThat(es256.states()).containsExactly("retired", "signing", "signing");
    }
  }

  private static void passAlmost(KeyFixture fixture, Duration time, Instance... instances) {
    fixture.pass(time.minus(MOMENT));
    for (var instance : instances) {
      instance.keys().refresh();
    }
  }
}
