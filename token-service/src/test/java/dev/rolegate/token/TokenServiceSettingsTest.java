package dev.rolegate.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenServiceSettingsTest {
  private static final String RESOURCES =
      "hr=http://localhost:8001/mcp,project=http://localhost:8002/mcp,crm=http://localhost:8003/mcp";
  private static final TestTokens TOKENS = TestTokens.rs256(new TestClock());

  @TempDir Path data;

  static Stream<Arguments> refusals() {
    var all = new ArrayList<Arguments>();
    all.addAll(addresses());
    all.addAll(resources());
    all.addAll(approvalPages());
    all.addAll(keys());
    all.addAll(whatIsForLoopbackOnly());
    all.add(bad("no policy", "POLICY_FILE", "absent.yaml", "absent.yaml"));
    all.add(bad("a short-lived nothing", "TOKEN_TTL", "PT0S", "TOKEN_TTL: 'PT0S' is out of range"));
    all.add(bad("more than a day", "TOKEN_TTL", "PT24H1S", "TOKEN_TTL: 'PT24H1S' is out of range"));
    all.add(bad("half a second", "TOKEN_TTL", "PT1.5S", "TOKEN_TTL: has a fraction"));
    all.add(bad("audience", "DEFAULT_AUDIENCE", "all", "give one of: registered, admitted"));
    all.add(bad("demo", "DEMO", "yes", "DEMO: 'yes' is neither"));
    all.add(bad("algorithm", "TOKEN_ALGORITHM", "none", "TOKEN_ALGORITHM: 'none' is not known"));
    return all.stream();
  }

  private static List<Arguments> addresses() {
    return List.of(
        bad(
            "another issuer",
            "ISSUER",
            "http://localhost:8101",
            "ISSUER: http://localhost:8101 is"),
        bad("a slash more", "ISSUER", "http://localhost:8100/", "ISSUER: ends with a slash"),
        bad("another public URL", "PUBLIC_URL", "http://localhost:81", "is not PUBLIC_URL"),
        bad(
            "an issuer with a path",
            Map.of("ISSUER", "http://localhost/t", "PUBLIC_URL", "http://localhost/t"),
            "PUBLIC_URL: has a path"),
        bad(
            "plain http for everybody",
            Map.of("ISSUER", "http://a.example", "PUBLIC_URL", "http://a.example", "DEMO", ""),
            "PUBLIC_URL: is plain http and not loopback"),
        bad(
            "an open port",
            Map.of("BIND", "0.0.0.0", "DEMO", ""),
            "BIND: 0.0.0.0 can be reached from other machines"));
  }

  private static List<Arguments> resources() {
    return List.of(
        bad("one server less", "RESOURCES", RESOURCES.replace("hr=", "h2="), "lacks hr"),
        bad(
            "one server more",
            "RESOURCES",
            RESOURCES + ",x=http://localhost:8004/mcp",
            "names 'x'"),
        bad("a server twice", "RESOURCES", RESOURCES + ",hr=http://localhost/mcp", "second time"),
        bad("a URL twice", "RESOURCES", RESOURCES.replace("8002", "8001"), "the same URL"),
        bad("no URL", "RESOURCES", RESOURCES + ",hr", "is not name=URL"),
        bad("an open end", "RESOURCES", RESOURCES + ",", "has an empty item"),
        bad(
            "a relative URL",
            "RESOURCES",
            RESOURCES.replace("http://localhost:8001", ""),
            "absolute"),
        bad("a fragment", "RESOURCES", RESOURCES + "#x", "has a query or fragment"),
        bad(
            "a file",
            "RESOURCES",
            RESOURCES.replace("http://localhost:8003", "file://"),
            "absolute"),
        bad(
            "a password",
            "RESOURCES",
            RESOURCES.replace("localhost:8001", "u:p@a"),
            "without a user"));
  }

  /** A right password leads there, so it is looked at as closely. */
  private static List<Arguments> approvalPages() {
    var hr = "hr=http://localhost:9001/approvals";
    return List.of(
        bad("a page of nobody", "APPROVAL_PAGES", "x=http://localhost/a", "RESOURCES has: "),
        bad("no name", "APPROVAL_PAGES", "http://localhost:9001/approvals", "is not NAME=URL"),
        bad("a page twice", "APPROVAL_PAGES", hr + "," + hr + "-2", "a second time"),
        bad("a slash at the end", "APPROVAL_PAGES", hr + "/", "a slash at its end"),
        bad("a query", "APPROVAL_PAGES", hr + "?to=x", "without user, query"),
        bad("a fragment in it", "APPROVAL_PAGES", hr + "#x", "without user, query"),
        bad("a user", "APPROVAL_PAGES", "hr=http://u@localhost/a", "without user"),
        bad("a script", "APPROVAL_PAGES", "hr=javascript:alert(1)", "needs an absolute http"),
        bad("no host", "APPROVAL_PAGES", "hr=/approvals", "needs an absolute http"),
        bad("in the open", "APPROVAL_PAGES", "hr=http://a.example/a", "is plain http and not"));
  }

  private static List<Arguments> keys() {
    var hs256 = "HS256";
    return List.of(
        bad("a key that is none", "TOKEN_KEY", "not-a-key", "TOKEN_KEY: the key is no PEM text"),
        bad("a public key", "TOKEN_KEY", PemKeys.write(TOKENS.publicKey()), "is a public key"),
        bad("a weak key", "TOKEN_KEY", PemKeys.write(TestTokens.newKey(1024)), "has 1024 bits"),
        bad("a broken key", "TOKEN_KEY", broken(), "TOKEN_KEY: the key is"),
        bad("no such file", "TOKEN_KEY_FILE", "absent.pem", "absent.pem does not exist"),
        bad(
            "two keys",
            Map.of("TOKEN_KEY", PemKeys.write(TOKENS.privateKey()), "TOKEN_KEY_FILE", "x"),
            "TOKEN_KEY: set either"),
        bad(
            "a PEM key as secret",
            Map.of("TOKEN_ALGORITHM", hs256, "TOKEN_KEY", PemKeys.write(TOKENS.privateKey())),
            "TOKEN_KEY: the key is a PEM file"),
        bad(
            "a short secret",
            Map.of("TOKEN_ALGORITHM", hs256, "TOKEN_KEY", "k".repeat(31)),
            "TOKEN_KEY: the key is 31 bytes long"),
        bad(
            "a known secret",
            Map.of(
                "TOKEN_ALGORITHM", hs256, "TOKEN_KEY", "your-256-bit-secret-your-256-bit-secret"),
            "TOKEN_KEY: the key is made of well-known words"),
        bad(
            "an RSA key for ES256",
            Map.of("TOKEN_ALGORITHM", "ES256", "TOKEN_KEY", PemKeys.write(TOKENS.privateKey())),
            "TOKEN_KEY: the key is not an EC private key"),
        bad("a rotation that never ends", "KEY_ROTATION", "PT1M", "KEY_ROTATION: 'PT1M' is out"),
        bad("a rotation that is none", "KEY_ROTATION", "never", "KEY_ROTATION: 'never' is not"),
        bad("no wait", "KEY_PUBLISH_WAIT", "PT0S", "KEY_PUBLISH_WAIT: 'PT0S' is out of range"),
        bad("a short encryption key", "KEY_ENCRYPTION_KEY", "k7Jq", "KEY_ENCRYPTION_KEY: is 4"),
        bad("a short old one", "KEY_ENCRYPTION_KEY_OLD", "k7Jq", "KEY_ENCRYPTION_KEY_OLD: is 4"),
        bad(
            "a database of others without an encryption key",
            Map.of(
                "DATABASE_URL", "jdbc:postgresql://localhost/x",
                "DATABASE_USER", "x",
                "KEY_ENCRYPTION_KEY", "",
                "SECRET_HASH_KEY", "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw"),
            "KEY_ENCRYPTION_KEY: must be given with DATABASE_URL"),
        bad("a short hash key", "SECRET_HASH_KEY", "k7Jq", "SECRET_HASH_KEY: is 4 bytes long"),
        bad("a repeating hash key", "SECRET_HASH_KEY", "ab".repeat(20), "repeats itself"));
  }

  private static List<Arguments> whatIsForLoopbackOnly() {
    var remote = "https://tokens.example.com";
    return List.of(
        bad(
            "a demo for everybody",
            Map.of("PUBLIC_URL", remote, "ISSUER", remote),
            "DEMO: everybody knows the demo secrets, so PUBLIC_URL must be loopback"),
        bad(
            "a demo on an open port",
            Map.of("BIND", "0.0.0.0", "PLAIN_HTTP", "internal-network"),
            "DEMO: everybody knows the demo secrets, so BIND must be loopback"),
        bad("a limit that is none", "RATE_LIMIT_FAILURES", "10", "RATE_LIMIT_FAILURES: '10'"),
        bad(
            "no limit where others ask",
            Map.of("RATE_LIMIT_TOKENS", "off", "BIND", "0.0.0.0", "PLAIN_HTTP", "internal-network"),
            "RATE_LIMIT_TOKENS: may be off only where"),
        bad(
            "no limit behind a proxy",
            Map.of("RATE_LIMIT_REQUESTS", "off", "TRUSTED_PROXIES", "127.0.0.1"),
            "RATE_LIMIT_REQUESTS: may be off only where"),
        bad(
            "a demo behind a proxy",
            Map.of("BIND", "0.0.0.0", "PLAIN_HTTP", "tls-proxy", "TRUSTED_PROXIES", "10.0.0.1"),
            "DEMO: everybody knows the demo secrets, so BIND must be loopback"));
  }

  private static String broken() {
    var pem = PemKeys.write(TOKENS.privateKey());
    var middle = pem.length() / 2;
    var other = pem.charAt(middle) == 'A' ? 'B' : 'A';
    return pem.substring(0, middle) + other + pem.substring(middle + 1);
  }

  private static Arguments bad(String what, String name, String value, String problem) {
    return bad(what, Map.of(name, value), problem);
  }

  private static Arguments bad(String what, Map<String, String> changes, String problem) {
    return arguments(what, changes, problem);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void isRefusedBeforeAnythingIsWritten(String what, Map<String, String> changes, String problem) {
    assertThatThrownBy(() -> RunningService.config(data, changes))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> assertThat(refused.problems()).anyMatch(one -> one.contains(problem)))
        .hasMessageNotContaining("MII")
        .hasMessageNotContaining("k7Jq");
    assertThat(data).isEmptyDirectory();
  }

  static Stream<Arguments> demosThatAreFine() {
    return Stream.of(
        arguments("as scripts/up starts it", Map.of()),
        arguments(
            "as compose starts it",
            Map.of("BIND", "0.0.0.0", "PLAIN_HTTP", "published-on-loopback")),
        arguments(
            "on the loopback of IPv6",
            Map.of(
                "BIND", "::1", "PUBLIC_URL", "http://[::1]:8100", "ISSUER", "http://[::1]:8100")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("demosThatAreFine")
  void aDemoOnLoopbackStartsWithAWarning(String what, Map<String, String> changes) {
    var environment = new HashMap<>(changes);
    environment.putAll(
        Map.of(
            "DEMO", "true", "DATA_DIR", data.toString(), "POLICY_FILE", "../access-policy.yaml"));
    var settings = new Settings(Env.of(environment));
    assertThat(new TokenServiceSettings(settings).read().demo()).isTrue();
    assertThat(settings.notices()).anyMatch(notice -> notice.startsWith("DEMO=true: "));
  }

  @Test
  void whatASharedSecretMeansIsSaidAtTheStart() {
    var settings =
        new Settings(
            Env.of(
                Map.of(
                    "TOKEN_ALGORITHM", "HS256",
                    "DATA_DIR", data.toString(),
                    "POLICY_FILE", "../access-policy.yaml")));
    new TokenServiceSettings(settings).read();
    assertThat(settings.notices()).anyMatch(notice -> notice.contains("could issue tokens"));
  }

  @Test
  void theConfigurationPrintsNoSecret() {
    var secret = "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw";
    var config =
        RunningService.config(
            data,
            Map.of(
                "TOKEN_ALGORITHM", "HS256", "TOKEN_KEY", secret, "SECRET_HASH_KEY", secret + "x"));
    assertThat(config.toString()).contains("HS256").doesNotContain(secret);
  }

  /** The process itself: every problem on stderr, one a line, and exit code 2. */
  @Test
  void aRefusedStartSaysEverythingAtOnceAndExitsWithTwo() throws Exception {
    var process =
        start(
            Map.of(
                "PORT", "http",
                "ISSUER", "http://localhost:1",
                "RESOURCES", "hr=x",
                "TOKEN_ALGORITHM", "none",
                "TOKEN_TTL", "1h",
                "SECRET_HASH_KEY", "short",
                "POLICY_FILE", "absent.yaml",
                "LOG_FORMAT", "xml"));
    assertThat(process.waitFor()).isEqualTo(2);
    var problems = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(problems.lines())
        .allMatch(line -> line.startsWith("token-service: "))
        .hasSizeGreaterThanOrEqualTo(8);
    assertThat(problems)
        .contains("PORT: ", "ISSUER: ", "RESOURCES: ", "TOKEN_ALGORITHM: ", "TOKEN_TTL: ")
        .contains("SECRET_HASH_KEY: ", "absent.yaml", "LOG_FORMAT: ");
    assertThat(data).isEmptyDirectory();
  }

  private Process start(Map<String, String> environment) throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("DATA_DIR", data.toString());
    return builder.start();
  }
}
