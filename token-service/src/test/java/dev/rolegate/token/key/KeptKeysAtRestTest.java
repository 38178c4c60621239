package dev.rolegate.token.key;

import static dev.rolegate.token.key.KeyFixture.ENCRYPTION;
import static dev.rolegate.token.key.KeyFixture.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.database.Databases;
import dev.rolegate.token.key.KeyFixture.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a key lies in the database, and what happens when somebody touches it. */
class KeptKeysAtRestTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void nothingOfAPrivateKeyLiesOpenAndNoneIsKeptLongerThanItSigns(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var first = one.kid();
      var signing = sealed(one, first);
      assertThat(Base64.getDecoder().decode(signing)).hasSizeGreaterThan(150);
      assertThat(new String(Base64.getDecoder().decode(signing), StandardCharsets.ISO_8859_1))
          .doesNotContain("PRIVATE");
      assertThat(one.rotate(true)).isNull();
      assertThat(sealed(one, first)).isNotEqualTo(signing);
      var sealing = new KeySealing(ENCRYPTION, null);
      var content =
          sealing.open(
              first,
              SigningAlgorithm.ES256,
              KeySealing.Half.PUBLIC,
              new KeySealing.Sealed(KeyIds.of(ENCRYPTION), sealed(one, first)));
      assertThat(((KeySealing.Opening.Opened) content).content().text())
          .contains("PUBLIC KEY")
          .doesNotContain("PRIVATE");
      assertThat(one.revoke(first)).isNull();
      assertThat(one.keys().rows())
          .filteredOn(row -> row.kid().equals(first))
          .singleElement()
          .satisfies(row -> assertThat(row.sealed()).isNull());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherEncryptionKeyRefusesTheStartAndSaysWhatToDo(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var kid = fixture.open().kid();
      assertThatThrownBy(() -> fixture.open(new KeySealing(OTHER, null)))
          .isInstanceOf(StartRefused.class)
          .hasMessageStartingWith("KEY_ENCRYPTION_KEY: ")
          .hasMessageContaining(kid)
          .hasMessageContaining("KEY_ENCRYPTION_KEY_OLD");
      assertThat(fixture.open().kid()).isEqualTo(kid);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewEncryptionKeyReadsWhatTheOldOneSealedAndTakesItsPlace(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      assertThat(one.rotate(true)).isNull();
      var published = one.published();
      fixture.open(new KeySealing(OTHER, ENCRYPTION));
      var after = fixture.open(new KeySealing(OTHER, null));
      assertThat(after.published()).isEqualTo(published);
      assertThat(after.kid()).isEqualTo(one.kid());
      // The instance with the old one goes on with the keys that it has opened.
      one.keys().refresh();
      assertThat(one.keys().obstacles()).isEmpty();
      assertThatThrownBy(fixture::open).isInstanceOf(StartRefused.class);
    }
  }

  /** What somebody might do who can write to the database and holds no key. */
  private record Tampering(String what, String sql) {}

  static Stream<Arguments> tamperings() {
    var swap = "(select sealed from signing_keys where state = 'RETIRED')";
    return Stream.of(
            new Tampering("cut", "update signing_keys set sealed = substr(sealed, 1, 60)"),
            new Tampering("empty", "update signing_keys set sealed = ''"),
            new Tampering("no base64", "update signing_keys set sealed = '!' || sealed"),
            new Tampering(
                "one letter",
                "update signing_keys set sealed = substr(sealed, 1, 40)"
                    + " || case substr(sealed, 41, 1) when 'A' then 'B' else 'A' end"
                    + " || substr(sealed, 42)"),
            new Tampering(
                "another row's content",
                "update signing_keys set sealed = " + swap + " where state = 'SIGNING'"),
            new Tampering(
                "another name",
                "update signing_keys set kid = '" + "k".repeat(43) + "' where state = 'SIGNING'"),
            new Tampering(
                "another algorithm",
                "update signing_keys set algorithm = 'RS256' where state = 'RETIRED'"),
            new Tampering(
                "a retired key that signs again",
                "update signing_keys set state = 'PUBLISHED' where state = 'RETIRED'"))
        .flatMap(one ->
            Stream.of(Databases.values())
                .map(engine -> arguments(engine + ": " + one.what, engine, one.sql)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void aRowThatWasTouchedIsNotUsed(String what, Databases engine, String sql) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      assertThat(one.rotate(true)).isNull();
      one.database().write(handle -> handle.execute(sql));
      assertThatThrownBy(fixture::open)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("was changed since it was stored; restore the database");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatSomebodyPutIntoTheDatabaseIsNotPublished(Databases engine) {
    try (var fixture = new KeyFixture(engine, folder)) {
      var one = fixture.open();
      var mine = one.kid();
      var evil = "e".repeat(43);
      one.database()
          .write(handle ->
              handle.execute(
                  "insert into signing_keys (kid, algorithm, state, sealed_under, sealed,"
                      + " lifetime_seconds, published_at, gone_at) select ?, algorithm, 'RETIRED',"
                      + " sealed_under, sealed, 1, published_at, '2999-01-01T00:00:00.000Z' from"
                      + " signing_keys",
                  evil));
      one.keys().refresh();
      assertThat(one.published()).containsExactly(mine);
      assertThat(one.keys().obstacles())
          .singleElement()
          .asString()
          .contains(evil, "was changed since it was stored");
      assertThat(one.kid()).isEqualTo(mine);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theKeyOfAnEarlierVersionMovesInAndSignsOn(Databases engine) throws IOException {
    try (var fixture = new KeyFixture(engine, folder)) {
      var tokens = TestTokens.rs256(fixture.clock);
      legacy(fixture, tokens);
      var one = rs256(fixture);
      assertThat(one.kid()).isEqualTo(tokens.kid());
      assertThat(fixture.legacy).doesNotExist();
      assertThat(rs256(fixture).kid()).isEqualTo(tokens.kid());
      // Killed between the database and the removal of the file.
      assertThat(one.rotate(true)).isNull();
      legacy(fixture, tokens);
      assertThat(rs256(fixture).kid()).isEqualTo(one.kid());
      assertThat(fixture.legacy).doesNotExist();
      assertThat(one.states()).containsExactly("retired", "signing");
      // A second machine brings the key that it had.
      legacy(fixture, TestTokens.rs256(TestTokens.newKey(2048), TestTokens.ISSUER, fixture.clock));
      var other = rs256(fixture);
      assertThat(other.kid()).isEqualTo(one.kid());
      assertThat(other.published()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRevokedKeyOfAnEarlierVersionDoesNotMoveInAgain(Databases engine) throws IOException {
    try (var fixture = new KeyFixture(engine, folder)) {
      var tokens = TestTokens.rs256(fixture.clock);
      legacy(fixture, tokens);
      var one = rs256(fixture);
      assertThat(one.revoke(tokens.kid())).isNull();
      legacy(fixture, tokens);
      assertThat(rs256(fixture).published()).doesNotContain(tokens.kid());
    }
  }

  private static Instance rs256(KeyFixture fixture) {
    return fixture.open(
        SigningAlgorithm.RS256,
        new KeySchedule(KeyFixture.WAIT, KeyFixture.ROTATION, KeyFixture.LIFETIME));
  }

  private static void legacy(KeyFixture fixture, TestTokens tokens) throws IOException {
    Files.writeString(fixture.legacy, PemKeys.write(tokens.privateKey()));
    Files.setPosixFilePermissions(fixture.legacy, PosixFilePermissions.fromString("rw-------"));
  }

  private static String sealed(Instance instance, String kid) {
    return List.copyOf(instance.keys().rows()).stream()
        .filter(row -> row.kid().equals(kid))
        .map(StoredKey::sealed)
        .findAny()
        .orElseThrow();
  }
}
