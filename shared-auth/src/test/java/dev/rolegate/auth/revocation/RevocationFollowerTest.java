package dev.rolegate.auth.revocation;

import static dev.rolegate.auth.RevokedTokens.Standing.LIVES;
import static dev.rolegate.auth.RevokedTokens.Standing.REVOKED;
import static dev.rolegate.auth.RevokedTokens.Standing.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens.Standing;
import dev.rolegate.auth.TestApprovers;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following a feed over real HTTP, through breaks, restarts and lies. */
class RevocationFollowerTest {
  private static final Instant NOW = TestTokens.NOW;
  private static final long SECOND = NOW.getEpochSecond();
  private static final Caller CALLER =
      TestCallers.revocable("jti", "client", "subject", "kid", NOW);
  private static final Approver APPROVER =
      TestApprovers.revocable("jti", "subject", "kid", "Manager", NOW);
  private static final String FAR = ",'until':" + (SECOND + 90_000) + "}";

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final AtomicLong nanos = new AtomicLong();
  private StubFeed feed;
  private @Nullable RevocationFollower follower;

  @BeforeEach
  void start() {
    feed = new StubFeed(SECOND);
  }

  @AfterEach
  void stop() {
    end();
    feed.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'jti','value':'jti'",
        "{'kind':'client','value':'client','before':1795521601",
        "{'kind':'subject','value':'subject','before':1795521601",
        "{'kind':'all','before':1795521601",
      })
  void everyKindOfNewsIsRefusedAtOnceAndAfterARestartWithoutTheFeed(String thing) throws Exception {
    assertThat(SECOND).isEqualTo(1795521600);
    var known = follow(null);
    assertThat(known.standingOf(CALLER)).isEqualTo(LIVES);
    assertThat(known.standingOf(APPROVER)).isEqualTo(LIVES);
    var told = new CountDownLatch(1);
    known.afterNews(told::countDown);
    feed.add(thing + FAR);
    await(CALLER, REVOKED);
    told.await();
    assertThat(known.standingOf(other())).isEqualTo(thing.contains("'all'") ? REVOKED : LIVES);
    assertThat(known.standingOf(APPROVER)).isEqualTo(thing.contains("'client'") ? LIVES : REVOKED);
    awaitSequence(1);
    end();
    feed.close();
    follow(null);
    assertThat(standing()).isEqualTo(REVOKED);
    assertThat(sequence()).isEqualTo(1);
  }

  @Test
  void aRevokedKeyIsNeverForgottenAndOthersAreWhenTheyNoLongerMatter() throws Exception {
    feed.add("{'kind':'kid','value':'kid'}");
    feed.add("{'kind':'jti','value':'x','until':" + (SECOND + 100) + "}");
    feed.add(
        "{'kind':'client','value':'x','before':" + SECOND + ",'until':" + (SECOND + 100) + "}");
    var known = follow(null);
    awaitSequence(3);
    assertThat(known.size()).isEqualTo(3);
    // Our own clock alone, which may be wrong, lets nothing be forgotten.
    clock.advance(Duration.ofDays(400));
    feed.awaitAnswers(3);
    assertThat(known.size()).isEqualTo(3);
    feed.setTime(SECOND + 1000);
    feed.awaitAnswers(3);
    assertThat(known.size()).isEqualTo(1);
    assertThat(known.standingOf(CALLER)).isEqualTo(REVOKED);
    end();
    assertThat(follow(null).standingOf(CALLER)).isEqualTo(REVOKED);
  }

  @Test
  void withoutContactNobodyIsKnownToBeGood() throws Exception {
    var url = feed.url();
    feed.close();
    var known = follow(null);
    assertThat(known.standingOf(CALLER)).isEqualTo(UNKNOWN);
    assertThat(known.standingOf(APPROVER)).isEqualTo(UNKNOWN);
    assertThat(known.obstacles()).singleElement().asString().contains("must answer");
    assertThat(known.secondsSinceContact()).isNaN();
    feed = new StubFeed(SECOND, url.getPort());
    await(CALLER, LIVES);
    assertThat(known.obstacles()).isEmpty();
    assertThat(known.secondsSinceContact()).isZero();
  }

  @Test
  void whatIsNoFeedOfOursIsNoContact() throws Exception {
    for (var raw :
        List.of(
            "<html>",
            "{}",
            "[]",
            "{'log':'l','revocations':[],'seq':0,'more':false,'longest_lifetime':1}",
            "{'log':'l','revocations':[{'kind':'planet','value':'x'}],'seq':1,'more':false,"
                + "'longest_lifetime':1,'time':1}",
            "{'log':'l','revocations':[{'kind':'client','value':'x'}],'seq':1,'more':false,"
                + "'longest_lifetime':1,'time':1}",
            "{'log':'l','revocations':[],'seq':-1,'more':false,'longest_lifetime':1,'time':1}")) {
      feed.breakWith(200, raw);
      assertThat(follow(null).standingOf(CALLER)).as(raw).isEqualTo(UNKNOWN);
      end();
    }
    for (var status : List.of(302, 401, 429, 500, 503)) {
      feed.breakWith(status, "");
      assertThat(follow(null).standingOf(CALLER)).as("" + status).isEqualTo(UNKNOWN);
      end();
    }
    feed.mend();
    follower = open(null, new FeedToken(Secret.of("another-9fKq2mXw7LzR4tYb8NcJ5sHd3")));
    assertThat(standing()).isEqualTo(UNKNOWN);
  }

  @Test
  void theGraceIsTheLongestLifetimeUnlessOneIsSet() throws Exception {
    var known = follow(null);
    feed.breakWith(503, "");
    feed.awaitAnswers(2);
    clock.advance(Duration.ofHours(1));
    assertThat(known.standingOf(CALLER)).isEqualTo(LIVES);
    clock.advance(Duration.ofMillis(1));
    assertThat(known.standingOf(CALLER)).isEqualTo(UNKNOWN);
    assertThat(known.obstacles()).singleElement().asString().contains("too long");
    assertThat(known.secondsSinceContact()).isEqualTo(3600.001);
    // Those who are known to be revoked are still told so.
    assertThat(known.standingOf(CALLER)).isEqualTo(UNKNOWN);
    feed.mend();
    await(CALLER, LIVES);
    end();
    feed.breakWith(503, "");
    var strict = follow(Duration.ofMinutes(5));
    assertThat(strict.standingOf(CALLER)).isEqualTo(LIVES);
    clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(strict.standingOf(CALLER)).isEqualTo(UNKNOWN);
    end();
    assertThat(follow(Duration.ofMinutes(5)).standingOf(CALLER)).isEqualTo(UNKNOWN);
  }

  @Test
  void aClockThatIsSetBackDoesNotLengthenTheGrace() throws Exception {
    var known = follow(null);
    feed.breakWith(503, "");
    feed.awaitAnswers(2);
    clock.advance(Duration.ofDays(-1));
    assertThat(known.standingOf(CALLER)).isEqualTo(LIVES);
    nanos.addAndGet(Duration.ofSeconds(3601).toNanos());
    assertThat(known.standingOf(CALLER)).isEqualTo(UNKNOWN);
    end();
    // The contact that the file tells of is still to come: it proves nothing.
    assertThat(follow(null).standingOf(CALLER)).isEqualTo(UNKNOWN);
    end();
    clock.advance(Duration.ofDays(1));
    assertThat(follow(null).standingOf(CALLER)).isEqualTo(LIVES);
  }

  @Test
  void anotherLogOrAnOlderStateIsReadAnewAndNothingIsForgotten() throws Exception {
    feed.add("{'kind':'jti','value':'jti'" + FAR);
    feed.add("{'kind':'jti','value':'x'" + FAR);
    feed.add("{'kind':'jti','value':'y'" + FAR);
    follow(null);
    awaitSequence(3);
    feed.replace("log-1", List.of("{'kind':'jti','value':'restored'" + FAR));
    await(TestCallers.revocable("restored", "c", "s", "k", NOW), REVOKED);
    awaitSequence(1);
    assertThat(standing()).isEqualTo(REVOKED);
    feed.replace(
        "log-2",
        List.of("{'kind':'jti','value':'new'" + FAR, "{'kind':'jti','value':'newer'" + FAR));
    await(TestCallers.revocable("new", "c", "s", "k", NOW), REVOKED);
    awaitSequence(2);
    assertThat(standing()).isEqualTo(REVOKED);
    end();
    feed.close();
    assertThat(follow(null).size()).isEqualTo(6);
  }

  @Test
  void aDamagedFileLetsNobodyInBeforeTheFeedHasToldEverything() throws Exception {
    feed.add("{'kind':'jti','value':'jti'" + FAR);
    feed.add("{'kind':'jti','value':'x'" + FAR);
    follow(null);
    awaitSequence(2);
    end();
    var file = file();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var whole = Files.readAllBytes(file);
    feed.breakWith(503, "");
    for (var at = 0; at < whole.length; at += 7) {
      var broken = whole.clone();
      broken[at] ^= 1;
      Files.write(file, broken);
      var list = new RevocationList();
      assertThat(new RevocationFile(file, TestTokens.ISSUER).readInto(list))
          .as("byte " + at)
          .isNotInstanceOf(RevocationFile.Reading.Read.class);
    }
    var broken = whole.clone();
    broken[whole.length / 2] ^= 1;
    Files.write(file, broken);
    var known = follow(null);
    assertThat(known.standingOf(other())).isEqualTo(UNKNOWN);
    feed.mend();
    await(other(), LIVES);
    assertThat(known.standingOf(CALLER)).isEqualTo(REVOKED);
    end();
    assertThat(follow(null).standingOf(CALLER)).isEqualTo(REVOKED);
  }

  /** CRASH: an append that ended anywhere leaves what was whole before, and nothing of the rest. */
  @Test
  void aFileThatWasCutAnywhereIsReadUpToItsLastWholeLine() throws Exception {
    feed.add("{'kind':'jti','value':'jti'" + FAR);
    follow(null);
    awaitSequence(1);
    feed.add("{'kind':'jti','value':'later'" + FAR);
    awaitSequence(2);
    end();
    var whole = Files.readAllBytes(file());
    for (var length = whole.length; length >= 0; length--) {
      Files.write(file(), Arrays.copyOf(whole, length));
      var list = new RevocationList();
      var reading = new RevocationFile(file(), TestTokens.ISSUER).readInto(list);
      if (reading instanceof RevocationFile.Reading.Read(var position)) {
        // Whatever number it says it knows, it does know.
        assertThat(list.size()).as("" + length).isGreaterThanOrEqualTo((int) position.seq());
      } else {
        assertThat(reading).as("" + length).isInstanceOf(RevocationFile.Reading.None.class);
      }
    }
  }

  @Test
  void theFileOfAnotherIssuerOrOneThatOthersMayWriteCountsForNothing() throws Exception {
    follow(null);
    feed.awaitAnswers(2);
    end();
    feed.breakWith(503, "");
    assertThat(new RevocationFile(file(), "https://other").readInto(new RevocationList()))
        .isInstanceOf(RevocationFile.Reading.None.class);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(follow(null).standingOf(CALLER)).isEqualTo(UNKNOWN);
  }

  @Test
  void whatCannotBeKeptIsRefusedAllTheSameButIsNoContact() throws Exception {
    Files.createDirectory(
        folder.resolve("hr"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    // A folder stands where the file should.
    Files.createDirectories(file().resolve("in-the-way"));
    feed.add("{'kind':'jti','value':'jti'" + FAR);
    follow(null);
    await(CALLER, REVOKED);
    assertThat(sequence()).isZero();
    assertThat(standingOf(other())).isEqualTo(UNKNOWN);
  }

  private RevocationFollower follow(@Nullable Duration grace) {
    var opened = open(grace, new FeedToken(StubFeed.TOKEN));
    follower = opened;
    return opened;
  }

  private RevocationFollower open(@Nullable Duration grace, FeedToken token) {
    return RevocationFollower.open(
        new FeedClient(feed.url(), token, OutgoingTrust.PLATFORM),
        new RevocationFile(file(), TestTokens.ISSUER),
        grace,
        clock,
        nanos::get);
  }

  private Path file() {
    return folder.resolve("hr/revocations.log");
  }

  private void end() {
    if (follower != null) {
      follower.close();
      follower = null;
    }
  }

  private static Caller other() {
    return TestCallers.revocable("other", "other", "other", "other", NOW);
  }

  private Standing standing() {
    return standingOf(CALLER);
  }

  private Standing standingOf(Caller caller) {
    return follower == null ? UNKNOWN : follower.standingOf(caller);
  }

  private long sequence() {
    return follower == null ? -1 : follower.sequence();
  }

  private void await(Caller caller, Standing expected) {
    while (standingOf(caller) != expected) {
      Thread.onSpinWait();
    }
  }

  private void awaitSequence(long expected) {
    while (sequence() != expected) {
      Thread.onSpinWait();
    }
  }
}
