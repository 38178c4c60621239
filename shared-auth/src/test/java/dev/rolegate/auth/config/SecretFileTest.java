package dev.rolegate.auth.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretFileTest {
  @TempDir Path folder;

  private record Mode(String mode, String problem) {}

  @TestFactory
  List<DynamicTest> anExposedSecretIsRefused() {
    return List.of(
            new Mode("rw-r--r--", "may be read by others; run: chmod 600 "),
            new Mode("rw-rw----", "may be written by others; run: chmod go-w "),
            new Mode("r--r--r--", "may be read by others; run: chmod 600 "),
            new Mode("r-----r--", "may be read by others; run: chmod 600 "),
            new Mode("r---w----", "may be written by others; run: chmod go-w "),
            new Mode("rw-----w-", "may be written by others; run: chmod go-w "))
        .stream()
        .map(bad ->
            DynamicTest.dynamicTest(
                bad.mode,
                () -> {
                  var file = file("secret-" + bad.mode, "s3cret", bad.mode);
                  var settings = settings(Map.of("MANAGEMENT_TOKEN_FILE", file.toString()));
                  assertThat(settings.secret("MANAGEMENT_TOKEN")).isNull();
                  assertThatThrownBy(settings::refuseIfAnyProblem)
                      .hasMessageStartingWith("MANAGEMENT_TOKEN_FILE: " + file)
                      .hasMessageContaining(bad.problem)
                      .hasMessageNotContaining("s3cret");
                }))
        .toList();
  }

  @Test
  void anExposedSecretIsAcceptedWithANoticeWhenModesAreNotLookedAt() throws IOException {
    var file = file("secret", "s3cret\n", "rw-r--r--");
    var settings = settings(Map.of("TOKEN_KEY_FILE", file.toString(), "SECRET_FILE_MODE", "any"));
    assertThat(text(settings.secretFile("TOKEN_KEY_FILE"))).isEqualTo("s3cret");
    settings.refuseIfAnyProblem();
    assertThat(settings.notices())
        .satisfiesExactly(
            exposed ->
                assertThat(exposed)
                    .contains("may be read by others")
                    .endsWith("(accepted: SECRET_FILE_MODE=any)"),
            mode -> assertThat(mode).startsWith("SECRET_FILE_MODE=any: "));
  }

  @Test
  void theModeThatLooksAtNothingIsSaidAlsoWhenThereIsNothingToSee() throws IOException {
    var key = file("pub", "pem", "rw-rw-rw-");
    var settings = settings(Map.of("TOKEN_KEY_FILE", key.toString(), "SECRET_FILE_MODE", "any"));
    assertThat(settings.publicFile("TOKEN_KEY_FILE")).isNotNull();
    settings.refuseIfAnyProblem();
    assertThat(settings.notices()).hasSize(2).first().asString().contains("written by others");
    var unread = settings(Map.of("SECRET_FILE_MODE", "any"));
    unread.refuseIfAnyProblem();
    assertThat(unread.notices()).singleElement().asString().startsWith("SECRET_FILE_MODE=any: ");
    var unknown = settings(Map.of("SECRET_FILE_MODE", "0777"));
    assertThatThrownBy(unknown::refuseIfAnyProblem)
        .hasMessageContaining("SECRET_FILE_MODE: '0777' is not known; give one of: strict, any");
  }

  static Stream<Variable> secrets() {
    return Stream.of(Variable.values()).filter(Variable::secret);
  }

  /** Each secret may come as NAME or NAME_FILE, in one of these two ways and no other. */
  @ParameterizedTest
  @MethodSource("secrets")
  void everySecretComesAsItselfOrAsItsFile(Variable variable) throws IOException {
    var name = variable.name();
    var good = file("good", "kX3vQ9zT1pL6wR8mB2nC4dF7\n", "r--------").toString();
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("good")).toString();
    assertThat(text(settings(Map.of(name, "s3cret")).secret(name))).isEqualTo("s3cret");
    for (var file : List.of(good, link)) {
      assertThat(text(settings(Map.of(name + "_FILE", file)).secret(name)))
          .isEqualTo("kX3vQ9zT1pL6wR8mB2nC4dF7");
    }
    assertThat(settings(Map.of()).secret(name)).isNull();
    var both = settings(Map.of(name, "s3cret", name + "_FILE", good));
    assertThat(both.secret(name)).isNull();
    assertThat(both.problems())
        .containsExactly("%s: set either %s or %s_FILE, not both".formatted(name, name, name));
    // Nothing else reads it, so nothing can forget the file.
    assertThatThrownBy(() -> settings(Map.of(name, "s3cret")).text(name, ""))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Kubernetes: a link to a link into a folder that is exchanged as a whole. */
  @Test
  void behindLinksTheFileItselfCounts() throws IOException {
    var version = Files.createDirectory(folder.resolve("..2026_11_25"));
    Files.createSymbolicLink(folder.resolve("..data"), version.getFileName());
    var link = Files.createSymbolicLink(folder.resolve("token"), Path.of("..data/token"));
    var target = version.resolve("token");
    Files.writeString(target, "s3cret");
    for (var mode : List.of("r--r-----", "r--------", "rw-r-----")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
      var settings = settings(Map.of("MANAGEMENT_TOKEN_FILE", link.toString()));
      assertThat(text(settings.secret("MANAGEMENT_TOKEN"))).as(mode).isEqualTo("s3cret");
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused(link, "may be read by others");
    Files.delete(target);
    assertRefused(link, "does not exist");
  }

  @Test
  void aSecretOfAnotherUserIsRefused() throws IOException {
    var file = file("theirs", "s3cret", "rw-------");
    assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root can give files away");
    Files.setAttribute(file, "unix:uid", 12_345);
    assertRefused(file, " belongs to 12345, who can change it; make the service's user its owner");
    var settings = settings(Map.of("TOKEN_KEY_FILE", file.toString(), "SECRET_FILE_MODE", "any"));
    assertThat(text(settings.secretFile("TOKEN_KEY_FILE"))).isEqualTo("s3cret");
    assertThat(settings.notices()).singleElement().asString().contains("belongs to 12345");
    // A public key may be anybody's who is let to write it.
    assertThat(settings(Map.of("TOKEN_KEY_FILE", file.toString())).publicFile("TOKEN_KEY_FILE"))
        .isNotNull();
  }

  @Test
  void bothTheValueAndItsFileAreRefused() throws IOException {
    var file = file("secret", "s3cret", "rw-------");
    var settings =
        settings(Map.of("MANAGEMENT_TOKEN", "a", "MANAGEMENT_TOKEN_FILE", file.toString()));
    assertThat(settings.secret("MANAGEMENT_TOKEN")).isNull();
    assertThatThrownBy(settings::refuseIfAnyProblem)
        .hasMessage(
            "MANAGEMENT_TOKEN: set either MANAGEMENT_TOKEN or MANAGEMENT_TOKEN_FILE, not both");
  }

  @Test
  void aFileThatIsNoFitSecretIsRefused() throws IOException {
    assertRefused(folder.resolve("absent"), "does not exist");
    assertRefused(folder, "is not a regular file");
    assertRefused(file("empty", "\n", "rw-------"), "is empty");
    assertRefused(file("large", "x".repeat(64 * 1024 + 1), "rw-------"), "larger than 64 KiB");
  }

  private void assertRefused(Path file, String problem) {
    var settings = settings(Map.of("TOKEN_KEY_FILE", file.toString()));
    assertThat(settings.secretFile("TOKEN_KEY_FILE")).isNull();
    assertThatThrownBy(settings::refuseIfAnyProblem).hasMessageContaining(problem);
  }

  @Test
  void oneTrailingNewlineIsDropped() throws IOException {
    for (var ending : List.of("", "\n", "\r\n")) {
      var file = file("s" + ending.length(), "s3cret" + ending, "r--------");
      var settings = settings(Map.of("DATABASE_PASSWORD_FILE", file.toString()));
      assertThat(text(settings.secret("DATABASE_PASSWORD"))).isEqualTo("s3cret");
    }
    var file = file("two", "s3cret\n\n", "rw-r-----");
    var settings = settings(Map.of("DATABASE_PASSWORD_FILE", file.toString()));
    assertThat(text(settings.secret("DATABASE_PASSWORD"))).isEqualTo("s3cret\n");
  }

  @Test
  void aPublicKeyMayBeReadButNotWrittenByOthers() throws IOException {
    var good = settings(Map.of("TOKEN_KEY_FILE", file("pub", "pem", "rw-rw-r--").toString()));
    assertThat(good.publicFile("TOKEN_KEY_FILE")).isEqualTo("pem".getBytes(UTF_8));
    good.refuseIfAnyProblem();
    var bad = settings(Map.of("TOKEN_KEY_FILE", file("open", "pem", "rw-rw-rw-").toString()));
    assertThat(bad.publicFile("TOKEN_KEY_FILE")).isNull();
    assertThatThrownBy(bad::refuseIfAnyProblem).hasMessageContaining("chmod go-w");
    assertThat(settings(Map.of()).publicFile("TOKEN_KEY_FILE")).isNull();
  }

  @Test
  void theDefaultPlaceOfAKeyMustHoldOne() throws IOException {
    var key = file("hs256.key", "k", "rw-------");
    assertThat(text(settings(Map.of()).secretFile("TOKEN_KEY_FILE", key))).isEqualTo("k");
    var settings = settings(Map.of());
    assertThat(settings.secretFile("TOKEN_KEY_FILE", folder.resolve("none"))).isNull();
    assertThatThrownBy(settings::refuseIfAnyProblem).hasMessageContaining("does not exist");
  }

  @Test
  void aSecretIsMadeOnceAndKept() throws IOException {
    var file = folder.resolve("deep/er/token");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> seen.add(SecretFile.readOrMake(file, () -> ("s" + i).getBytes(UTF_8)).text()));
    assertThat(seen).hasSize(1).containsExactly(Files.readString(file));
    assertThat(modeOf(file)).isEqualTo("rw-------");
    assertThat(modeOf(folder.resolve("deep"))).isEqualTo("rwx------");
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aSecretThatCannotBeMadeRefusesTheStart() throws IOException {
    var notAFolder = file("file", "x", "rw-------");
    assertThatThrownBy(() -> SecretFile.readOrMake(notAFolder.resolve("t"), () -> new byte[] {1}))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("make its folder writable");
  }

  private static String text(@org.jspecify.annotations.Nullable Secret secret) {
    return secret == null ? "nothing" : secret.text();
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private Path file(String name, String content, String mode) throws IOException {
    var file = Files.writeString(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static Settings settings(Map<String, String> values) {
    return new Settings(Env.of(values));
  }
}
