package dev.rolegate.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rolegate.auth.ApiKeyCaller;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.RevokedTokens.Standing;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.LoggerFactory;

/** Which keys are in force, and how long, as their file changes. */
class ApiKeysTest {
  private static final String KEY = TestApiKeys.key(1);

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final Logger logger = (Logger) LoggerFactory.getLogger(ApiKeys.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<KeyChanges> told = new ArrayList<>();
  private TestApiKeys file;
  private ApiKey good;
  private ApiKeys keys;

  @BeforeEach
  void start() {
    file = TestApiKeys.in(folder);
    good = file.entry(KEY, "good", "Officer", "hr", "crm");
    file.put(
        good,
        file.entry(TestApiKeys.key(2), "ended", "Officer", "hr").endingBy(clock.instant()),
        file.entry(TestApiKeys.key(3), "to-come", "Officer", "hr")
            .with(
                KeyText.sha256(TestApiKeys.key(3)),
                clock.instant().plusSeconds(31),
                clock.instant().plusSeconds(60)),
        file.entry(TestApiKeys.key(4), "nowhere", "Officer"));
    keys = ApiKeys.open(file.file(), clock);
    keys.afterChange(told::add);
    logger.setAdditive(false);
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    keys.close();
    logger.detachAppender(logged);
    logger.setAdditive(true);
  }

  /** What is shown, and what the audit says of it. */
  record Shown(
      String name, @Nullable String id, String key, String reason, @Nullable String whose) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Shown> refused =
      List.of(
          new Shown("nothing", null, "", "api_key_unknown", null),
          new Shown("another key", null, TestApiKeys.key(9), "api_key_unknown", null),
          new Shown("the key without its end", null, KEY.substring(0, 67), "api_key_unknown", null),
          new Shown("the key and more", null, KEY + "0", "api_key_unknown", null),
          new Shown("the key and a line end", null, KEY + "\n", "api_key_unknown", null),
          new Shown(
              "the key in capitals", null, KEY.toUpperCase(Locale.ROOT), "api_key_unknown", null),
          new Shown("the prefix only", null, "rgk_", "api_key_unknown", null),
          new Shown("the key's hash", null, KeyText.sha256(KEY), "api_key_unknown", null),
          new Shown(
              "the hash behind the prefix",
              null,
              "rgk_" + KeyText.sha256(KEY),
              "api_key_unknown",
              null),
          new Shown(
              "what stands in for no key", null, "rgk_" + "0".repeat(64), "api_key_unknown", null),
          new Shown("a long text", null, "rgk_" + "a".repeat(100_000), "api_key_unknown", null),
          new Shown(
              "letters of another script", null, "rgk_" + "а".repeat(64), "api_key_unknown", null),
          new Shown("no id", "", KEY, "api_key_of_another_id", "good"),
          new Shown("another id", "ended", KEY, "api_key_of_another_id", "good"),
          new Shown("the id in capitals", "GOOD", KEY, "api_key_of_another_id", "good"),
          new Shown("an unknown id", "nobody", TestApiKeys.key(9), "api_key_unknown", null),
          new Shown("one that has ended", null, TestApiKeys.key(2), "api_key_ended", "ended"),
          new Shown(
              "one that is to come", "to-come", TestApiKeys.key(3), "api_key_not_yet", "to-come"));

  @ParameterizedTest
  @FieldSource("refused")
  void isNotAccepted(Shown one) {
    assertThat(keys.show("hr", one.id(), one.key()))
        .isEqualTo(new ApiKeys.Shown.Unknown(one.reason(), one.whose()));
  }

  @Test
  void isGoodAtItsServersOnly() {
    assertThat(keys.show("project", null, KEY))
        .isInstanceOfSatisfying(
            ApiKeys.Shown.Elsewhere.class,
            elsewhere -> assertThat(elsewhere.servers()).containsExactly("hr", "crm"));
    assertThat(keys.show("HR", null, KEY)).isInstanceOf(ApiKeys.Shown.Elsewhere.class);
    assertThat(keys.show("hr", null, TestApiKeys.key(4)))
        .isInstanceOf(ApiKeys.Shown.Elsewhere.class);
    assertThat(keys.show("crm", null, KEY)).isEqualTo(keys.show("hr", "good", KEY));
  }

  @Test
  void itsCallerIsWhoTheFileSays() {
    var caller = caller();
    assertThat(caller.issuer()).isEqualTo(ApiKeyCaller.ISSUER);
    assertThat(caller.subject()).isEqualTo("good-subject");
    assertThat(caller.clientId()).isEqualTo("good");
    assertThat(caller.jobRole()).isEqualTo("Officer");
    assertThat(caller.tokenId())
        .startsWith("good-")
        .doesNotContain(KeyText.sha256(KEY).substring(0, 16));
    assertThat(caller.issuedAt()).isEqualTo(good.notBefore());
    assertThat(caller.expiresAt()).isEqualTo(good.notAfter());
    assertThat(caller.toString()).doesNotContain("rgk_");
  }

  @Test
  void isNotLookedForWhereThereIsNoFile() {
    try (var none = ApiKeys.open(null, clock)) {
      assertThat(none.areAccepted()).isFalse();
      assertThat(none.beside(RevokedTokens.none()).standingOf(caller()))
          .isEqualTo(Standing.REVOKED);
      none.follow();
      none.look();
      assertThat(none.remarks()).isEmpty();
    }
  }

  @Test
  void aFileThatDoesNotReadKeepsAServerFromStarting() throws IOException {
    Files.writeString(file.path(), "{}");
    assertThatThrownBy(() -> ApiKeys.open(file.file(), clock))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("has no \"version\": 1");
  }

  @Test
  void itStandsApartFromTokens() {
    var standing = keys.beside(_ -> Standing.UNKNOWN);
    assertThat(standing.standingOf(caller())).isEqualTo(Standing.LIVES);
    assertThat(standing.standingOf(TestCallers.ALICE)).isEqualTo(Standing.UNKNOWN);
  }

  @Test
  void endsWithItsEntryWhicheverRightChanges() {
    var caller = caller();
    var standing = keys.beside(RevokedTokens.none());
    file.put(file.entry(KEY, "good", "Officer", "hr", "crm"));
    keys.look();
    assertThat(standing.standingOf(caller)).as("the others went").isEqualTo(Standing.LIVES);
    for (var other :
        List.of(
            file.entry(KEY, "good", "Manager", "hr", "crm"),
            file.entry(KEY, "good", null, "hr", "crm"),
            file.entry(KEY, "good", "Officer", "hr"),
            file.entry(KEY, "renamed", "Officer", "hr", "crm"),
            file.entry(TestApiKeys.key(5), "good", "Officer", "hr", "crm"))) {
      file.put(other);
      keys.look();
      assertThat(standing.standingOf(caller)).as(other.toString()).isEqualTo(Standing.REVOKED);
    }
    file.put(good);
    keys.look();
    assertThat(standing.standingOf(caller)).as("the very entry again").isEqualTo(Standing.LIVES);
    assertThat(told).hasSize(7);
  }

  @Test
  void isToldWhoComesAndWhoGoesAndNothingOfTimes() {
    var better = file.entry(KEY, "good", "Manager", "hr", "crm");
    var added = file.entry(TestApiKeys.key(5), "added", null, "hr");
    file.put(better, added);
    keys.look();
    assertThat(told)
        .singleElement()
        .satisfies(changes -> {
          assertThat(changes.came()).containsExactly(added, better);
          assertThat(changes.went())
              .extracting(ApiKey::keyId)
              .containsExactly("ended", "good", "nowhere", "to-come");
          assertThat(changes.toString()).doesNotContain(KeyText.sha256(KEY));
        });
    file.put(better.endingBy(clock.instant().plusSeconds(60)), added);
    keys.look();
    assertThat(told.getLast()).isEqualTo(new KeyChanges(List.of(), List.of()));
    assertThat(told.getLast()).hasToString("came: none; went: none");
  }

  @Test
  void oneThatIsRotatedLivesUntilItsNewEndAndIsThenTakenBack() {
    var caller = caller();
    var standing = keys.beside(RevokedTokens.none());
    var end = clock.instant().plusSeconds(60);
    file.put(
        good.endingBy(end),
        good.with(KeyText.sha256(TestApiKeys.key(5)), clock.instant(), good.notAfter()));
    keys.look();
    assertThat(standing.standingOf(caller)).isEqualTo(Standing.LIVES);
    assertThat(
            ((ApiKeys.Shown.Good) keys.show("hr", "good", TestApiKeys.key(5))).caller().principal())
        .as("the same sessions")
        .isEqualTo(caller.principal());
    clock.set(end);
    assertThat(standing.standingOf(caller)).isEqualTo(Standing.REVOKED);
    assertThat(keys.show("hr", "good", KEY)).isInstanceOf(ApiKeys.Shown.Unknown.class);
    assertThat(keys.show("hr", "good", TestApiKeys.key(5))).isInstanceOf(ApiKeys.Shown.Good.class);
  }

  @Test
  void oneThatEndsAsItAlwaysWouldIsNotTakenBack() {
    var caller = caller();
    clock.set(good.notAfter());
    assertThat(keys.show("hr", null, KEY)).isInstanceOf(ApiKeys.Shown.Unknown.class);
    assertThat(keys.beside(RevokedTokens.none()).standingOf(caller)).isEqualTo(Standing.LIVES);
  }

  @Test
  void aFileThatIsHalfWrittenChangesNothingAndIsNotReported() throws IOException {
    var whole = Files.readString(file.path());
    for (var cut = 0; cut < whole.length() - 2; cut += 7) {
      Files.writeString(file.path(), whole.substring(0, cut));
      keys.look();
      Files.writeString(file.path(), whole);
      keys.look();
    }
    caller();
    assertThat(errors()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aFileThatStaysBadIsRefusedLoudlyOnceAndTheOldKeysStay() throws IOException {
    Files.writeString(file.path(), "{\"version\": 1, \"keys\": [{}]}");
    look(5);
    caller();
    assertThat(keys.isRefused()).isTrue();
    assertThat(keys.remarks())
        .containsExactly("The file of the API keys is refused; the keys before it are in force.");
    assertThat(errors())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(one -> one.endsWith("; the API keys before it stay"));
    Files.delete(file.path());
    look(3);
    caller();
    assertThat(errors()).last().asString().contains("does not exist");
    file.put(file.entry(TestApiKeys.key(5), "new", "Officer", "hr"));
    look(1);
    assertThat(keys.isRefused()).isFalse();
    assertThat(keys.remarks()).isEmpty();
    assertThat(keys.show("hr", null, KEY)).isInstanceOf(ApiKeys.Shown.Unknown.class);
  }

  @Test
  void theOldFileAgainIsNoChange() throws IOException {
    var whole = Files.readString(file.path());
    Files.writeString(file.path(), "");
    look(2);
    assertThat(keys.isRefused()).isTrue();
    Files.writeString(file.path(), whole);
    look(1);
    assertThat(keys.isRefused()).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void theFileIsFollowedUntilClosed() throws Exception {
    var changed = new CountDownLatch(1);
    keys.afterChange(_ -> changed.countDown());
    keys.follow(Duration.ofMillis(5));
    file.revoke("good");
    assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keys.show("hr", null, KEY)).isInstanceOf(ApiKeys.Shown.Unknown.class);
  }

  private Caller caller() {
    return ((ApiKeys.Shown.Good) keys.show("hr", "good", KEY)).caller();
  }

  private void look(int times) {
    for (var i = 0; i < times; i++) {
      keys.look();
    }
  }

  private List<String> errors() {
    return logged.list.stream()
        .filter(event -> event.getLevel() == Level.ERROR)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
