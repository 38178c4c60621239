package dev.rolegate.auth.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.TokenDefect;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.Verification;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class IssuerConfigTest {
  private static final TestClock CLOCK = new TestClock();
  private static final TestTokens RS256 = TestTokens.rs256(CLOCK);
  private static final TestTokens ES256 = TestTokens.es256(CLOCK);
  private static final TestTokens HS256 = TestTokens.hs256(CLOCK);

  @TempDir Path folder;

  static Stream<Arguments> refusals() {
    var publicKey = PemKeys.write(RS256.publicKey());
    var privateKey = PemKeys.write(RS256.privateKey());
    var secret = HS256.secret();
    return Stream.of(
        bad("issuer", Map.of("ISSUER", "localhost:8100"), "ISSUER: is not a URL"),
        bad("issuer with a slash", Map.of("ISSUER", "http://localhost:8100/"), "ends with a slash"),
        bad("algorithm", Map.of("TOKEN_ALGORITHM", "none"), "TOKEN_ALGORITHM: 'none' is not known"),
        bad("algorithm in small letters", Map.of("TOKEN_ALGORITHM", "rs256"), "RS256, HS256"),
        bad("JWKS_URL", Map.of("JWKS_URL", "file:///etc/passwd"), "JWKS_URL: is not a URL"),
        bad("JWKS_URL with a password", Map.of("JWKS_URL", "http://u:p@localhost/k"), "password"),
        bad("no time at all", Map.of("JWKS_CACHE_TTL", "PT0S"), "JWKS_CACHE_TTL: 'PT0S' is out of"),
        bad("a long time", Map.of("JWKS_CACHE_TTL", "P2D"), "JWKS_CACHE_TTL: 'P2D' is out of"),
        bad(
            "plain http from another machine",
            Map.of("JWKS_URL", "http://tokens.example.com/k"),
            "JWKS_URL: is plain http to another machine"),
        bad(
            "an issuer on plain http",
            Map.of("ISSUER", "http://10.0.0.1:8100"),
            "ISSUER: is plain http to another machine"),
        key("no file", Map.of(), null, "does not exist"),
        key("a private key", Map.of(), privateKey, "TOKEN_KEY_FILE: the file holds a private key"),
        key("both keys", Map.of(), publicKey + privateKey, "holds a private key"),
        key("a weak key", Map.of(), PemKeys.write(weak()), "has 1024 bits"),
        key("a secret for RS256", Map.of(), secret.text(), "is no PEM text"),
        key("half a key", Map.of(), publicKey.substring(0, 200), "is cut off"),
        key("a key for HS256", hs256(), publicKey, "is a PEM file"),
        key("a private key for HS256", hs256(), privateKey, "is a PEM file"),
        key("a short secret", hs256(), "0123456789abcdef", "is 16 bytes long"),
        key(
            "a known secret",
            hs256(),
            "my_super_secret_key_my_super_secret_key",
            "well-known words"),
        key("an RSA key for ES256", es256(), publicKey, "is not an EC public key; ES256 needs one"),
        key("a key of P-256 for RS256", Map.of(), p256(), "is not an RSA public key"),
        key("a private key for ES256", es256(), privateP256(), "the file holds a private key"),
        key("a key of P-384", es256(), p384(), "is on another curve than P-256"),
        bad("no secret", hs256(), "hs256.key does not exist; start the token-service first"));
  }

  private static Arguments bad(String what, Map<String, String> environment, String problem) {
    return arguments(what, environment, problem);
  }

  /** The content goes into the file that TOKEN_KEY_FILE names. */
  private static Arguments key(
      String what, Map<String, String> environment, @Nullable String content, String problem) {
    var all = new HashMap<>(environment);
    all.put("TOKEN_KEY_FILE", content == null ? "absent" : content);
    return arguments(what, all, problem);
  }

  private static Map<String, String> hs256() {
    return Map.of("TOKEN_ALGORITHM", "HS256");
  }

  private static Map<String, String> es256() {
    return Map.of("TOKEN_ALGORITHM", "ES256");
  }

  private static String p256() {
    return PemKeys.write(ES256.ecPair().getPublic());
  }

  private static String privateP256() {
    return PemKeys.write(ES256.ecPair().getPrivate());
  }

  private static String p384() {
    return PemKeys.write(TestTokens.newEcKey("secp384r1").getPublic());
  }

  private static RSAPublicKey weak() {
    return PemKeys.publicOf(TestTokens.newKey(1024));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void aProblemIsNamedAndNoSecretWithIt(
      String what, Map<String, String> environment, String problem) throws IOException {
    var all = new HashMap<>(environment);
    var content = all.get("TOKEN_KEY_FILE");
    if (content != null) {
      var file = folder.resolve("key");
      if (!content.equals("absent")) {
        secret(file, content.getBytes(StandardCharsets.UTF_8));
      }
      all.put("TOKEN_KEY_FILE", file.toString());
    }
    assertThatThrownBy(() -> config(all))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> assertThat(refused.problems()).singleElement().asString().contains(problem))
        .hasMessageNotContaining("0123456789abcdef");
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    var all =
        Map.of(
            "ISSUER",
            "x",
            "TOKEN_ALGORITHM",
            "x",
            "JWKS_URL",
            "x",
            "JWKS_CACHE_TTL",
            "x",
            "TOKEN_KEY_FILE",
            folder.resolve("absent").toString());
    assertThatThrownBy(() -> config(all))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                    .containsExactlyInAnyOrderElementsOf(all.keySet()));
  }

  @Test
  void aPublicKeyInAFileIsTheOnlyKeyAndNothingIsFetched() throws IOException {
    var file = Files.writeString(folder.resolve("public.pem"), PemKeys.write(RS256.publicKey()));
    try (var stub = new StubIssuer().publish(RS256.jwks());
        var issuer =
            config(Map.of("TOKEN_KEY_FILE", file.toString(), "JWKS_URL", stub.jwksUrl().toString()))
                .open(CLOCK)) {
      assertThat(issuer.obstacles()).isEmpty();
      assertThat(issuer.fetched()).isNull();
      accepts(issuer, RS256);
      refuses(issuer, TestTokens.rs256(TestTokens.newKey(2048), TestTokens.ISSUER, CLOCK));
      assertThat(stub.asked()).isEmpty();
    }
  }

  @Test
  void aKeyOfP256MayBeGivenAsAFileToo() throws IOException {
    var file = Files.writeString(folder.resolve("public.pem"), p256());
    var all = Map.of("TOKEN_ALGORITHM", "ES256", "TOKEN_KEY_FILE", file.toString());
    try (var issuer = config(all).open(CLOCK)) {
      accepts(issuer, ES256);
      refuses(issuer, TestTokens.es256(TestTokens.newEcKey(), TestTokens.ISSUER, CLOCK));
      assertThat(verify(issuer, RS256.mint()))
          .isEqualTo(new Verification.Refused(TokenDefect.ALGORITHM));
    }
  }

  /** While an issuer moves from one algorithm to the other, its document has keys of both. */
  @Test
  void ofTheKeysThatAreFetchedOnlyThoseOfTheOneAlgorithmAreUsed() {
    var both = JsonNodeFactory.instance.objectNode().set("keys", array(RS256.jwk(), ES256.jwk()));
    for (var mode : List.of(RS256, ES256)) {
      var other = mode == RS256 ? ES256 : RS256;
      try (var stub = new StubIssuer().publish(both.toString());
          var issuer =
              config(
                      Map.of(
                          "JWKS_URL", stub.jwksUrl().toString(),
                          "TOKEN_ALGORITHM", mode.algorithm().name()))
                  .open(CLOCK)) {
        // The kept keys of the other algorithm are none: this waits for those that are fetched.
        accepts(issuer, mode);
        assertThat(verify(issuer, other.mint()))
            .isEqualTo(new Verification.Refused(TokenDefect.ALGORITHM));
        assertThat(verify(issuer, mode.valid().header("kid", other.kid()).mint()))
            .isEqualTo(new Verification.Refused(TokenDefect.KEY));
      }
    }
  }

  private static ArrayNode array(JsonNode... items) {
    return JsonNodeFactory.instance.arrayNode().addAll(List.of(items));
  }

  @Test
  void theSharedSecretIsReadFromItsPlaceInTheDataFolder() throws IOException {
    secret(folder.resolve("shared/hs256.key"), HS256.secret().bytes());
    try (var issuer = config(hs256()).open(CLOCK)) {
      assertThat(issuer.obstacles()).isEmpty();
      accepts(issuer, HS256);
    }
  }

  @Test
  void theSharedSecretIsReadFromAFile() throws IOException {
    var file = secret(folder.resolve("secret"), HS256.secret().bytes());
    var all = new HashMap<>(hs256());
    all.put("TOKEN_KEY_FILE", file.toString());
    try (var issuer = config(all).open(CLOCK)) {
      accepts(issuer, HS256);
    }
  }

  @Test
  void keysAreFetchedFromWhereTheyAreSaidToBeAndTheIssuerStaysTheSame() {
    try (var stub = new StubIssuer().publish(RS256.jwks());
        var issuer = config(Map.of("JWKS_URL", stub.jwksUrl().toString())).open(CLOCK)) {
      while (!issuer.obstacles().isEmpty() || !Files.exists(folder.resolve("hr/jwks.json"))) {
        assertThat(Thread.currentThread().isInterrupted()).as("the time is over").isFalse();
        Thread.onSpinWait();
      }
      accepts(issuer, RS256);
      var elsewhere = TestTokens.rs256(RS256.privateKey(), stub.url(), CLOCK);
      assertThat(verify(issuer, elsewhere.mint()))
          .isEqualTo(new Verification.Refused(TokenDefect.ISSUER));
      assertThat(stub.asked()).containsExactly(StubIssuer.JWKS);
    }
  }

  @Test
  void withoutKeysTheServerIsNotReadyAndNothingIsDecided() {
    try (var stub = new StubIssuer()) {
      try (var issuer = config(Map.of("JWKS_URL", stub.jwksUrl().toString())).open(CLOCK)) {
        assertThat(issuer.obstacles()).hasSize(1).allMatch(one -> one.matches("[A-Z].+\\."));
        assertThat(verify(issuer, RS256.mint())).isInstanceOf(Verification.Undecided.class);
      }
    }
  }

  @Test
  void aTokenMayLiveForADayAndNotLonger() throws IOException {
    secret(folder.resolve("shared/hs256.key"), HS256.secret().bytes());
    try (var issuer = config(hs256()).open(CLOCK)) {
      var day = TestTokens.NOW.plus(Duration.ofHours(24));
      assertThat(verify(issuer, HS256.valid().expiresAt(day).mint()))
          .isInstanceOf(Verification.Verified.class);
      assertThat(verify(issuer, HS256.valid().expiresAt(day.plusSeconds(1)).mint()))
          .isEqualTo(new Verification.Refused(TokenDefect.LIFETIME));
    }
  }

  static Stream<Arguments> transports() {
    return Stream.of(
        arguments(Map.of("JWKS_URL", "https://tokens.example.com/k"), List.of()),
        arguments(Map.of("JWKS_URL", "http://127.0.0.1:8100/k"), List.of()),
        arguments(Map.of("JWKS_URL", "http://[::1]:8100/k"), List.of()),
        arguments(
            Map.of("JWKS_URL", "http://tokens:8100/k", "PLAIN_HTTP", "published-on-loopback"),
            List.of()),
        arguments(
            Map.of("JWKS_URL", "http://tokens:8100/k", "PLAIN_HTTP", "internal-network"),
            List.of()),
        arguments(
            Map.of("JWKS_URL", "http://tokens:8100/k", "PLAIN_HTTP", "tls-proxy"),
            List.of("JWKS_URL: is plain http to another machine")),
        arguments(
            Map.of("ISSUER", "http://a.example", "JWKS_URL", "https://a.example/k"), List.of()));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void plainHttpNeedsAReason(Map<String, String> environment, List<String> notices) {
    var settings = settings(environment);
    IssuerConfig.from(settings, "hr");
    settings.refuseIfAnyProblem();
    assertThat(settings.notices()).hasSameSizeAs(notices);
    for (var i = 0; i < notices.size(); i++) {
      assertThat(settings.notices().get(i)).startsWith(notices.get(i));
    }
  }

  @Test
  void whatASharedSecretMeansIsSaidAtTheStart() throws IOException {
    secret(folder.resolve("shared/hs256.key"), HS256.secret().bytes());
    var settings = settings(Map.of("TOKEN_ALGORITHM", "HS256", "JWKS_URL", "http://localhost/k"));
    IssuerConfig.from(settings, "hr");
    assertThat(settings.notices())
        .anyMatch(notice -> notice.contains("could issue tokens"))
        .anyMatch(notice -> notice.startsWith("JWKS_URL: is not used"));
  }

  private IssuerConfig config(Map<String, String> environment) {
    var settings = settings(environment);
    var config = IssuerConfig.from(settings, "hr");
    settings.refuseIfAnyProblem();
    return config;
  }

  private Settings settings(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    all.put("DATA_DIR", folder.toString());
    return new Settings(Env.of(all));
  }

  private static void accepts(AcceptedIssuer issuer, TestTokens tokens) {
    assertThat(verify(issuer, tokens.mint())).isInstanceOf(Verification.Verified.class);
  }

  private static void refuses(AcceptedIssuer issuer, TestTokens tokens) {
    assertThat(verify(issuer, tokens.mint())).isEqualTo(new Verification.Refused(TokenDefect.KEY));
  }

  private static Verification verify(AcceptedIssuer issuer, String token) {
    return new TokenVerifier(issuer.trusted(), TestTokens.AUDIENCE, RevokedTokens.none(), CLOCK)
        .verify(token);
  }

  private static Path secret(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
