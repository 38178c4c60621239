package dev.rolegate.mcp.transport;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.mcp.transport.Sessions.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionsTest {
  private static final Duration IDLE = Duration.ofMinutes(15);

  private Instant now = TestTokens.NOW;
  private RevokedTokens.Standing standing = RevokedTokens.Standing.LIVES;
  private final Sessions sessions =
      new Sessions(() -> now, _ -> standing, new Bounds(3, 2, 6, IDLE));

  @AfterEach
  void close() {
    sessions.close();
  }

  @Test
  void isFoundByItsOwnerOnly() {
    var session = opened(sessions.open(ALICE));
    assertThat(sessions.find(session.id(), BOB)).isNull();
    assertThat(sessions.isAnothers(session.id(), BOB)).isTrue();
    assertThat(sessions.isAnothers("none", BOB)).isFalse();
    assertThat(sessions.find(session.id(), ALICE)).isSameAs(session);
  }

  @Test
  void idsAreLongAndDifferent() {
    var ids = new HashSet<String>();
    for (var i = 0; i < 200; i++) {
      var session = opened(sessions.open(ALICE));
      assertThat(session.id()).matches("[0-9a-f]{32}");
      ids.add(session.id());
    }
    assertThat(ids).hasSize(200);
  }

  @Test
  void onesOwnOldestMakesRoomAndNobodyElses() {
    var bobs = opened(sessions.open(BOB));
    var first = opened(sessions.open(ALICE));
    now = now.plusSeconds(1);
    var second = opened(sessions.open(ALICE));
    now = now.plusSeconds(1);
    var third = opened(sessions.open(ALICE));
    now = now.plusSeconds(1);
    assertThat(sessions.find(first.id(), ALICE)).isSameAs(first);
    now = now.plusSeconds(1);
    assertThat(sessions.open(ALICE)).isNotNull();
    assertThat(sessions.find(second.id(), ALICE)).isNull();
    assertThat(sessions.find(first.id(), ALICE)).isSameAs(first);
    assertThat(sessions.find(third.id(), ALICE)).isSameAs(third);
    assertThat(sessions.find(bobs.id(), BOB)).isSameAs(bobs);
    assertThat(sessions.size()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(names = "LIVES", mode = EnumSource.Mode.EXCLUDE)
  void aStreamEndsWithTheRevocationOfItsTokenOrWhenNobodyKnows(RevokedTokens.Standing other) {
    var session = opened(sessions.open(ALICE));
    assertThat(sessions.listen(session, new EventStream())).isTrue();
    sessions.sweep();
    assertThat(session.stream()).isNotNull();
    standing = other;
    sessions.sweep();
    assertThat(session.stream()).isNull();
    // The session gives no rights; who has a good token goes on with it.
    assertThat(sessions.find(session.id(), ALICE)).isSameAs(session);
  }

  @Test
  void aNewTokenAfterARevokedOneCarriesTheStreamEvenIfItEndsEarlier() {
    var lasting = TestCallers.revocable("long", "c", "s", "k", now);
    var ending = TestCallers.revocable("short", "c", "s", "k", now.minusSeconds(60));
    var revoked = new HashSet<String>();
    try (var own =
        new Sessions(
            () -> now,
            caller ->
                revoked.contains(caller.tokenId())
                    ? RevokedTokens.Standing.REVOKED
                    : RevokedTokens.Standing.LIVES,
            new Bounds(3, 2, 6, IDLE))) {
      var session = opened(own.open(lasting));
      revoked.add("long");
      assertThat(own.find(session.id(), ending)).isSameAs(session);
      assertThat(own.listen(session, new EventStream())).isTrue();
      own.sweep();
      assertThat(session.stream()).isNotNull();
    }
  }

  @Test
  void aSessionWithAStreamIsNotPushedOut() {
    for (var i = 0; i < 2; i++) {
      assertThat(sessions.listen(opened(sessions.open(ALICE)), new EventStream())).isTrue();
    }
    var third = opened(sessions.open(ALICE));
    assertThat(sessions.listen(third, new EventStream())).as("a third stream").isFalse();
    assertThat(sessions.open(ALICE)).as("in the place of the third").isNotNull();
    assertThat(sessions.find(third.id(), ALICE)).isNull();
    assertThat(sessions.streams()).isEqualTo(2);
  }

  @Test
  void nobodyOpensMoreThanThereMayBeInAll() {
    for (var i = 0; i < 3; i++) {
      assertThat(sessions.open(ALICE)).isNotNull();
      assertThat(sessions.open(BOB)).isNotNull();
    }
    assertThat(sessions.open(CAROL)).isNull();
    assertThat(sessions.open(ALICE)).as("who gives one up for it").isNotNull();
  }

  @Test
  void idleOnesAreSwept() {
    var used = opened(sessions.open(ALICE));
    var idle = opened(sessions.open(ALICE));
    now = now.plus(IDLE);
    assertThat(sessions.find(used.id(), ALICE)).isSameAs(used);
    sessions.sweep();
    assertThat(sessions.size()).as("not a moment too early").isEqualTo(2);
    now = now.plusMillis(1);
    sessions.sweep();
    assertThat(sessions.find(idle.id(), ALICE)).isNull();
    assertThat(sessions.find(used.id(), ALICE)).isSameAs(used);
  }

  @Test
  void aStreamEndsWithTheTokenThatOpenedIt() {
    var session = opened(sessions.open(ALICE));
    var stream = new EventStream();
    assertThat(sessions.listen(session, stream)).isTrue();
    now = ALICE.expiresAt().minusMillis(1);
    sessions.sweep();
    assertThat(stream.send("message", new byte[] {'1'})).isTrue();
    now = ALICE.expiresAt();
    sessions.sweep();
    assertThat(stream.send("message", new byte[] {'1'})).isFalse();
    assertThat(session.stream()).isNull();
  }

  @Test
  void aStreamThatNobodyReadsEnds() {
    var stream = new EventStream();
    for (var i = 0; i < 64; i++) {
      assertThat(stream.send("message", new byte[] {'1'})).isTrue();
    }
    assertThat(stream.send("message", new byte[] {'1'})).isFalse();
    assertThat(stream.send("message", new byte[] {'1'})).isFalse();
  }

  private static Session opened(@Nullable Session session) {
    if (session == null) {
      throw new AssertionError("no session was opened");
    }
    return session;
  }
}
