package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that the service makes, keeps, or is given. */
class KeptKeysTest {
  private static final TestTokens OTHER = TestTokens.rs256(new TestClock());

  @TempDir Path data;

  @ParameterizedTest
  @EnumSource
  void aKeyIsMadeAtTheFirstStartForTheServiceAloneAndUsedEverAfter(SigningAlgorithm algorithm)
      throws IOException {
    var mode = Map.of("TOKEN_ALGORITHM", algorithm.name());
    String kid;
    try (var service = RunningService.start(data, mode)) {
      kid = kid(service);
    }
    var files =
        List.of(
            data.resolve("token-service/secret-hash.key"),
            data.resolve(
                switch (algorithm) {
                  case RS256, ES256 -> "token-service/key-encryption.key";
                  case HS256 -> "shared/hs256.key";
                }));
    var before = new HashMap<Path, String>();
    for (var file : files) {
      assertThat(mode(file)).isEqualTo("rw-------");
      assertThat(mode(file.resolveSibling("."))).isEqualTo("rwx------");
      before.put(file, Files.readString(file));
    }
    try (var service = RunningService.start(data, mode)) {
      assertThat(kid(service)).isEqualTo(kid);
    }
    for (var file : files) {
      assertThat(Files.readString(file)).isEqualTo(before.get(file));
    }
  }

  @Test
  void aKeyThatIsGivenAsAFileWinsAndNoneIsMade() throws IOException {
    var file = secret("given.pem", PemKeys.write(OTHER.privateKey()));
    try (var service = RunningService.start(data, Map.of("TOKEN_KEY_FILE", file.toString()))) {
      assertThat(kid(service)).isEqualTo(OTHER.kid());
    }
    assertThat(data.resolve("token-service/signing-key.pem")).doesNotExist();
  }

  /** As {@code TOKEN_KEY="$(cat key.pem)"} sets it, and as systems do that allow no line breaks. */
  @Test
  void aKeyThatIsGivenAsAVariableWinsOverTheOneThatIsKept() throws IOException {
    RunningService.start(data).close();
    var pem = PemKeys.write(OTHER.privateKey());
    for (var value : List.of(pem, pem.strip(), pem.strip().replace('\n', ' '))) {
      try (var service = RunningService.start(data, Map.of("TOKEN_KEY", value))) {
        assertThat(kid(service)).isEqualTo(OTHER.kid());
      }
    }
  }

  @Test
  void aSharedSecretMayBeGivenToo() throws IOException {
    var secret = "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw";
    var given = Map.of("TOKEN_ALGORITHM", "HS256", "TOKEN_KEY", secret);
    try (var service = RunningService.start(data, given)) {
      assertThat(kid(service)).isEqualTo(KeyIds.of(Secret.of(secret)));
    }
    assertThat(data.resolve("shared/hs256.key")).doesNotExist();
  }

  @Test
  void theKeyOfAnEarlierVersionIsTakenOverUnlessItIsDamagedOrExposed() throws IOException {
    var pem = PemKeys.write(OTHER.privateKey());
    Files.createDirectories(data.resolve("token-service"));
    var file = secret("token-service/signing-key.pem", pem.substring(0, 300));
    assertThatThrownBy(() -> RunningService.start(data))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("is cut off")
        .hasMessageNotContaining(pem.substring(40, 80));
    assertThat(Files.readString(file)).hasSize(300);
    Files.writeString(file, pem);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> RunningService.start(data))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("may be read by others");
    assertThat(Files.readString(file)).isEqualTo(pem);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    for (var i = 0; i < 2; i++) {
      try (var service = RunningService.start(data)) {
        assertThat(kid(service)).isEqualTo(OTHER.kid());
        assertThat(file).doesNotExist();
      }
    }
  }

  @Test
  void anEncryptionKeyThatIsExposedOrAnotherRefusesTheStart() throws IOException {
    RunningService.start(data).close();
    var file = data.resolve("token-service/key-encryption.key");
    var before = Files.readString(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> RunningService.start(data))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("may be read by others");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw");
    assertThatThrownBy(() -> RunningService.start(data))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("KEY_ENCRYPTION_KEY_OLD")
        .hasMessageNotContaining("q8Yc2mJx");
    RunningService.start(data, Map.of("KEY_ENCRYPTION_KEY_OLD", before.strip())).close();
    RunningService.start(data).close();
  }

  @Test
  void demoSecretsAreWorthNothingOnceTheDemoIsOver() throws IOException {
    RunningService.start(data).close();
    try (var service = RunningService.start(data, Map.of("DEMO", "false"))) {
      for (var demo : IssuedTokenTest.demoClients().toList()) {
        var answer = service.post(GRANT, FORM, basic(demo.client(), demo.secret()));
        assertThat(answer.status()).isEqualTo(401);
      }
    }
    try (var files = Files.walk(data)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("alice-secret", "secret_1234");
      }
    }
  }

  @Test
  void aDataFolderThatCannotBeWrittenRefusesTheStart() throws IOException {
    var file = Files.writeString(data.resolve("file"), "x");
    assertThatThrownBy(() -> RunningService.start(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("make its folder writable");
  }

  private static String kid(RunningService service) throws IOException {
    return RunningService.part(service.token("alice", "alice-secret"), 0).get("kid").asText();
  }

  private Path secret(String name, String content) throws IOException {
    var file = Files.writeString(data.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
