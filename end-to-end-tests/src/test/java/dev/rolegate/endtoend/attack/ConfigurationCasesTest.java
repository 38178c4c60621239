package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Server;
import dev.rolegate.mcp.McpServiceConfig;
import dev.rolegate.token.TokenService;
import dev.rolegate.token.TokenServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases about settings that must stop the start, at the token service and at a server. */
class ConfigurationCasesTest {
  @TempDir private Path data;

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("CONFIG"));
  }

  @Test
  void config002WeakAndBrokenKeys() throws Exception {
    var weak = TestTokens.newKey(1024);
    var privateKey = file("weak.pem", PemKeys.write(weak), "rw-------");
    var publicKey = file("weak-public.pem", PemKeys.write(PemKeys.publicOf(weak)), "rw-r--r--");
    tokenServiceRefuses(Map.of("TOKEN_KEY_FILE", privateKey), "TOKEN_KEY");
    serverRefuses(Map.of("TOKEN_KEY_FILE", publicKey), "TOKEN_KEY_FILE: ");
    var nonsense =
        file(
            "nonsense.pem",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "rw-------");
    tokenServiceRefuses(Map.of("TOKEN_KEY_FILE", nonsense), "TOKEN_KEY");
  }

  @Test
  void config003ASecretThatOthersMayRead() throws Exception {
    var open = file("open.key", "k9Vq2mXw7LzR4tYb8NcJ5sHd3GfPaE6u\n", "rw-r--r--");
    var hs256 = Map.of("TOKEN_ALGORITHM", "HS256", "TOKEN_KEY_FILE", open);
    tokenServiceRefuses(hs256, "TOKEN_KEY_FILE: ");
    serverRefuses(hs256, "TOKEN_KEY_FILE: ");
    // The override that the README has.
    var any = Map.of("SECRET_FILE_MODE", "any", "TOKEN_ALGORITHM", "HS256", "TOKEN_KEY_FILE", open);
    Server.HR.start(env(any), Clock.systemUTC()).close();
  }

  @Test
  void config003ASecretOfAnotherUser() throws Exception {
    var theirs = file("theirs.key", "k9Vq2mXw7LzR4tYb8NcJ5sHd3GfPaE6u\n", "rw-------");
    assumeTrue(Files.getAttribute(Path.of(theirs), "unix:uid").equals(0), "only root gives away");
    Files.setAttribute(Path.of(theirs), "unix:uid", 12_345);
    var hs256 = Map.of("TOKEN_ALGORITHM", "HS256", "TOKEN_KEY_FILE", theirs);
    tokenServiceRefuses(hs256, "TOKEN_KEY_FILE: ");
    serverRefuses(hs256, "TOKEN_KEY_FILE: ");
  }

  /** CONFIG-002, CONFIG-003 and CWE-1392: whatever everybody would try first, and all at once. */
  @Test
  void everyWeakSecretIsNamedAtOnceAndNoneIsRepeated() throws Exception {
    var secrets =
        Map.of(
            "TOKEN_ALGORITHM", "HS256",
            "TOKEN_KEY", "my_super_secret_key_my_super_secret_key",
            "SECRET_HASH_KEY", "alice-secret",
            "MANAGEMENT_TOKEN", "changeme-changeme-changeme-changeme");
    assertThatThrownBy(() -> TokenServiceConfig.from(env(secrets)))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> {
              assertThat(refused.problems())
                  .satisfiesExactlyInAnyOrder(
                      key -> assertThat(key).startsWith("TOKEN_KEY: the key is made of well-known"),
                      hash -> assertThat(hash).startsWith("SECRET_HASH_KEY: is 12 bytes long"),
                      token -> assertThat(token).startsWith("MANAGEMENT_TOKEN: repeats itself"));
              assertThat(refused.toString()).doesNotContain("my_super", "alice-", "changeme");
            });
    for (var password : List.of("postgres", "changeme", "rolegate-password", "secret_1234")) {
      var remote =
          new HashMap<>(
              Map.of(
                  "DATABASE_URL",
                  "jdbc:postgresql://database:5432/rolegate?sslmode=verify-full",
                  "DATABASE_USER",
                  "rolegate",
                  "DATABASE_PASSWORD_FILE",
                  file("password", password + "\n", "r--------"),
                  "MANAGEMENT_TOKEN",
                  "0123456789".repeat(4)));
      assertThatThrownBy(() -> McpServiceConfig.from(env(remote), "hr", 8001))
          .isInstanceOfSatisfying(
              StartRefused.class,
              refused ->
                  assertThat(refused.problems())
                      .satisfiesExactlyInAnyOrder(
                          one -> assertThat(one).startsWith("DATABASE_PASSWORD: "),
                          one -> assertThat(one).startsWith("MANAGEMENT_TOKEN: ")));
      // Who is on this machine already needs no guess; a development database may have any.
      remote.put("DATABASE_URL", "jdbc:postgresql://localhost:5432/rolegate");
      remote.remove("MANAGEMENT_TOKEN");
      McpServiceConfig.from(env(remote), "hr", 8001);
      Files.delete(data.resolve("password"));
    }
  }

  @Test
  void config005AnIssuerThatIsNotLoopbackOrNotBare() {
    for (var issuer :
        List.of(
            "http://issuer.example", "http://localhost:8100#x", "http://localhost:8100?tenant=1")) {
      tokenServiceRefuses(Map.of("ISSUER", issuer, "PUBLIC_URL", issuer), "");
    }
    for (var issuer : List.of("http://localhost:8100#x", "http://localhost:8100?tenant=1")) {
      serverRefuses(Map.of("ISSUER", issuer), "ISSUER: ");
    }
  }

  @Test
  void config006AnAlgorithmThatIsNoneOrAMixture() {
    for (var algorithm : List.of("none", "RS256,HS256", "rs256", "HS384", "*")) {
      tokenServiceRefuses(Map.of("TOKEN_ALGORITHM", algorithm), "TOKEN_ALGORITHM: ");
      serverRefuses(Map.of("TOKEN_ALGORITHM", algorithm), "TOKEN_ALGORITHM: ");
    }
  }

  @Test
  void config008AllAddressesWithoutAReason() {
    tokenServiceRefuses(Map.of("BIND", "0.0.0.0"), "BIND: ");
    serverRefuses(Map.of("BIND", "0.0.0.0"), "BIND: ");
    serverRefuses(Map.of("BIND", "0.0.0.0", "PLAIN_HTTP", "tls-proxy"), "TRUSTED_PROXIES: ");
  }

  /** What is refused above is refused for that one thing. */
  @Test
  void theSettingsThatTheCasesBreakAreValid() throws IOException {
    Server.HR.start(env(Map.of()), Clock.systemUTC()).close();
    TokenService.start(TokenServiceConfig.from(env(Map.of())), Clock.systemUTC()).close();
    assertThat(data.resolve("token-service/key-encryption.key")).isRegularFile();
  }

  private void tokenServiceRefuses(Map<String, String> changes, String problem) {
    assertThatThrownBy(() ->
            TokenService.start(TokenServiceConfig.from(env(changes)), Clock.systemUTC()).close())
        .isInstanceOfSatisfying(StartRefused.class, refused -> names(refused, problem));
  }

  private void serverRefuses(Map<String, String> changes, String problem) {
    assertThatThrownBy(() -> Server.HR.start(env(changes), Clock.systemUTC()).close())
        .isInstanceOfSatisfying(StartRefused.class, refused -> names(refused, problem));
  }

  private static void names(StartRefused refused, String problem) {
    assertThat(refused.problems()).anyMatch(sentence -> sentence.startsWith(problem));
  }

  private Env env(Map<String, String> changes) {
    var env =
        new HashMap<>(
            Map.of(
                "PORT",
                "0",
                "MANAGEMENT_PORT",
                "0",
                "DATA_DIR",
                data.toString(),
                "POLICY_FILE",
                Repository.file("access-policy.yaml").toString(),
                "REVOCATION_GRACE",
                "off"));
    env.putAll(changes);
    return Env.of(env);
  }

  private String file(String name, String content, String mode) throws IOException {
    var file = data.resolve(name);
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode)).toString();
  }
}
