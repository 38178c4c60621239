package dev.rolegate.auth.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path folder;

  private record Mode(String mode, String problem) {}

  @TestFactory
  List<DynamicTest> anExposedSecretIsRefused() {
    return List.of(
            new Mode("rw-r--r--", "may be read by others; run: chmod 600 "),
            new Mode("rw-rw----", "may be written by others; run: chmod go-w "),
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
        .singleElement()
        .asString()
        .contains("may be read by others")
        .endsWith("(accepted: SECRET_FILE_MODE=any)");
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
