package dev.rolegate.auth.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.VerificationKeys.Lookup;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** An issuer of real HTTP, and servers that depend on it. */
@Timeout(60)
class IssuerKeysTest {
  private static final Duration TTL = Duration.ofHours(1);
  private static final Duration COOL_DOWN = Duration.ofSeconds(30);
  private static final TestTokens TOKENS = TestTokens.rs256(new TestClock());
  private static final String KID = TOKENS.kid();
  private static final RSAPublicKey NEXT = PemKeys.publicOf(TestTokens.newKey(2048));
  private static final String NEXT_KID = KeyIds.of(NEXT);

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(IssuerKeys.class);
  private static final Logger KEPT_LOG = (Logger) LoggerFactory.getLogger(KeySetFile.class);

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private final StubIssuer issuer = new StubIssuer().publish(TOKENS.jwks());
  private final List<IssuerKeys> opened = new ArrayList<>();

  /** Most of what follows is worth a warning. */
  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
    KEPT_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
    KEPT_LOG.setLevel(null);
  }

  @AfterEach
  void close() {
    opened.forEach(IssuerKeys::close);
    issuer.close();
  }

  // An answer that is not a key set

  static Stream<Arguments> badAnswers() {
    return Stream.of(
        arguments("500", "answers 500", StubIssuer.status(500)),
        arguments("503", "answers 503", StubIssuer.status(503)),
        arguments("404", "answers 404", StubIssuer.status(404)),
        arguments("204", "answers 204", StubIssuer.bytes(204, new byte[0])),
        arguments("302 to itself", "answers 302", redirect("/other")),
        arguments("302 to a file", "answers 302", redirect("file:///etc/passwd")),
        arguments("307 to the cloud", "answers 307", redirect(307, "http://169.254.169.254/")),
        arguments(
            "HTML", "no well-formed JSON", StubIssuer.json("<html><body>Sorry</body></html>")),
        arguments("nothing", "no well-formed JSON", StubIssuer.bytes(200, new byte[0])),
        arguments("a list", "no well-formed JSON", StubIssuer.json("[]")),
        arguments("half a document", "no well-formed JSON", StubIssuer.json("{\"keys\":[")),
        arguments("two documents", "no well-formed JSON", StubIssuer.json("{\"keys\":[]}{}")),
        arguments(
            "a member twice", "no well-formed JSON", StubIssuer.json("{\"keys\":1,\"keys\":[]}")),
        arguments("gzip", "no well-formed JSON", StubIssuer.bytes(200, gzip(TOKENS.jwks()))),
        arguments("{}", "holds no list of keys", StubIssuer.json("{}")),
        arguments("keys null", "holds no list of keys", StubIssuer.json("{\"keys\":null}")),
        arguments("no key", "holds no key that verifies", StubIssuer.json("{\"keys\":[]}")),
        arguments("only a bad key", "holds no key that verifies", onlyExposed()),
        arguments("10 000 keys", "holds more than 100 keys", manyKeys()),
        arguments("cut off", "gives no complete answer", cutOff()),
        arguments("50 MB", "gives no complete answer", endless(50 * 1024 * 1024)),
        arguments("without end", "gives no complete answer", endless(0)),
        arguments("257 KiB", "gives no complete answer", StubIssuer.json(padded(257 * 1024))),
        arguments("a body that drips", "does not answer in time", dripping()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAnswers")
  void neverReplacesAGoodSet(String name, String why, StubIssuer.Answer answer) {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    var generation = keys.generation();
    issuer.answer(StubIssuer.JWKS, answer);
    clock.advance(COOL_DOWN);
    until(() -> !isFound(keys, "nobody") && !why(keys).isEmpty());
    assertThat(why(keys)).startsWith(issuer.jwksUrl().toString()).contains(why);
    assertThat(keys.failure()).isEqualTo(new IssuerKeys.Failure(clock.instant(), why(keys)));
    assertThat(keys.find(KID)).isInstanceOf(Lookup.Found.class);
    assertThat(keys.find("nobody")).isEqualTo(new Lookup.Unknown());
    assertThat(keys.generation()).isEqualTo(generation);
    assertThat(issuer.asked()).containsOnly(StubIssuer.JWKS);
    // and the set on disk is still the good one
    assertThat(reopen().find(KID)).isInstanceOf(Lookup.Found.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAnswers")
  void isNoSetToBeginWith(String name, String why, StubIssuer.Answer answer) {
    issuer.answer(StubIssuer.JWKS, answer);
    var keys = open(TTL);
    until(() -> !isFound(keys, KID) && !why(keys).isEmpty());
    assertThat(why(keys)).contains(why);
    assertThat(keys.find(KID)).isInstanceOf(Lookup.Unavailable.class);
    assertThat(keys.age()).isNull();
    assertThat(folder.resolve("hr")).doesNotExist();
  }

  @Test
  void aSetOf256KibIsRead() {
    issuer.publish(padded(256 * 1024));
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
  }

  // Unknown key ids

  @Test
  void aFloodOfUnknownKeyIdsLeadsToOneFetch() throws Exception {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    clock.advance(COOL_DOWN);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 10_000)
              .mapToObj(i -> threads.submit(() -> keys.find("kid-" + i)))
              .toList();
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(new Lookup.Unknown());
      }
    }
    for (var i = 0; i < 1000; i++) {
      assertThat(keys.find("late-" + i)).isEqualTo(new Lookup.Unknown());
    }
    assertThat(issuer.asked(StubIssuer.JWKS)).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNewIsFoundByTheFirstTokenThatNeedsIt() {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    issuer.publish(TestTokens.jwks(TOKENS.publicKey(), NEXT));
    until(() -> isFound(keys, NEXT_KID));
    assertThat(issuer.asked(StubIssuer.JWKS)).isEqualTo(2);
    assertThat(keys.generation()).isZero();
  }

  @Test
  void nobodyIsHeardASecondTimeWithin30Seconds() {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    until(() -> !isFound(keys, "nobody") && issuer.asked(StubIssuer.JWKS) == 2);
    issuer.publish(TestTokens.jwks(NEXT));
    clock.advance(COOL_DOWN.minusMillis(1));
    assertThat(keys.find(NEXT_KID)).isEqualTo(new Lookup.Unknown());
    assertThat(issuer.asked(StubIssuer.JWKS)).isEqualTo(2);
    clock.advance(Duration.ofMillis(1));
    until(() -> isFound(keys, NEXT_KID));
    assertThat(issuer.asked(StubIssuer.JWKS)).isEqualTo(3);
  }

  @Test
  void aClockThatIsSetBackDoesNotProlongTheCoolDown() {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    until(() -> !isFound(keys, "nobody") && issuer.asked(StubIssuer.JWKS) == 2);
    clock.advance(Duration.ofHours(-1));
    issuer.publish(TestTokens.jwks(NEXT));
    until(() -> isFound(keys, NEXT_KID));
    assertThat(keys.age()).isZero();
  }

  @Test
  void whoAsksWhileAFetchIsUnderWayWaitsForIt() throws Exception {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    issuer.answer(
        StubIssuer.JWKS,
        exchange -> {
          asked.countDown();
          awaited(answer);
          StubIssuer.json(TestTokens.jwks(NEXT)).write(exchange);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Lookup> first = threads.submit(() -> keys.find(NEXT_KID));
      asked.await();
      // A key that is here needs no fetch, so it is found while one hangs.
      assertThat(keys.find(KID)).isInstanceOf(Lookup.Found.class);
      Future<Lookup> second = threads.submit(() -> keys.find(NEXT_KID));
      answer.countDown();
      assertThat(first.get()).isInstanceOf(Lookup.Found.class);
      assertThat(second.get()).isInstanceOf(Lookup.Found.class);
    }
    assertThat(issuer.asked(StubIssuer.JWKS)).isEqualTo(2);
  }

  // Keys that go away

  @Test
  void aKeyThatIsNoLongerPublishedIsForgotten() {
    issuer.publish(TestTokens.jwks(TOKENS.publicKey(), NEXT));
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    issuer.publish(TestTokens.jwks(NEXT));
    until(() -> !isFound(keys, "nobody") && !isFound(keys, KID));
    assertThat(keys.find(KID)).isEqualTo(new Lookup.Unknown());
    assertThat(keys.find(NEXT_KID)).isInstanceOf(Lookup.Found.class);
    assertThat(keys.generation()).isEqualTo(1);
  }

  @Test
  void anotherKeyInThePlaceOfOneIsANewGeneration() {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    var before = keys.find(KID);
    issuer.publish(keys(TestTokens.jwk(NEXT).put("kid", KID)));
    until(() -> !isFound(keys, "nobody") && !keys.find(KID).equals(before));
    assertThat(keys.generation()).isEqualTo(1);
  }

  // What an operator is told

  @Test
  void aPrivateHalfThatIsPublishedIsAnErrorAndToldOnce() {
    issuer.publish(
        keys(
            TestTokens.jwk(TOKENS.publicKey()),
            TestTokens.jwk(NEXT).put("d", "cHJpdmF0ZQ"),
            TestTokens.jwk(NEXT).put("kid", "other").put("use", "enc")));
    var told = new ListAppender<ILoggingEvent>();
    told.start();
    LOG.setLevel(Level.WARN);
    LOG.setAdditive(false);
    LOG.addAppender(told);
    try {
      var keys = open(TTL);
      until(() -> isFound(keys, KID));
      until(() -> !isFound(keys, NEXT_KID) && issuer.asked(StubIssuer.JWKS) == 2);
    } finally {
      LOG.detachAppender(told);
      LOG.setAdditive(true);
      LOG.setLevel(Level.OFF);
    }
    assertThat(told.list)
        .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
        .containsExactly(
            tuple(
                Level.ERROR,
                "The key '"
                    + NEXT_KID
                    + "' is published with its private half, so anybody may sign with it; retire"
                    + " it at the issuer at once (issuer http://issuer)"),
            tuple(
                Level.WARN,
                "The key 'other' is not for signatures (use), so it is not used (issuer"
                    + " http://issuer)"));
  }

  // Time

  @Test
  void theSetIsFetchedAgainWhenItsTimeIsOver() throws Exception {
    var thrice = new CountDownLatch(3);
    issuer.answer(
        StubIssuer.JWKS,
        exchange -> {
          thrice.countDown();
          StubIssuer.json(TOKENS.jwks()).write(exchange);
        });
    open(Duration.ofMillis(1));
    thrice.await(); // nobody looked for a key
  }

  @Test
  void aServerWithoutKeysTriesAgainByItself() throws Exception {
    var twice = new CountDownLatch(2);
    issuer.answer(
        StubIssuer.JWKS,
        exchange -> {
          twice.countDown();
          StubIssuer.status(503).write(exchange);
        });
    var keys = open(TTL);
    twice.await();
    issuer.publish(TOKENS.jwks());
    until(() -> isFound(keys, KID));
    until(() -> keys.failure() == null);
    assertThat(keys.age()).isZero();
    clock.advance(Duration.ofMinutes(7));
    assertThat(keys.age()).hasMinutes(7);
  }

  @Test
  void theStartDoesNotWaitForTheIssuer() throws Exception {
    var silence = new CountDownLatch(1);
    issuer.answer(StubIssuer.JWKS, _ -> awaited(silence));
    var keys = open(TTL);
    assertThat(keys.age()).isNull();
    assertThat(keys.failure()).isNull();
    until(() -> !isFound(keys, KID) && !why(keys).isEmpty());
    assertThat(why(keys)).endsWith("does not answer in time");
    assertThat(keys.find(KID)).isInstanceOf(Lookup.Unavailable.class);
    silence.countDown();
  }

  @Test
  void afterTheCloseWhatIsHereIsFoundAndNothingIsFetched() {
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    keys.close();
    keys.close();
    clock.advance(Duration.ofHours(1));
    assertThat(keys.find(KID)).isInstanceOf(Lookup.Found.class);
    assertThat(keys.find("nobody")).isEqualTo(new Lookup.Unknown());
    assertThat(issuer.asked(StubIssuer.JWKS)).isEqualTo(1);
  }

  // The issuer's metadata

  @Test
  void theIssuersMetadataLeadsToItsKeys() {
    issuer.answer(StubIssuer.METADATA, StubIssuer.json(metadata(issuer.url(), "/keys")));
    issuer.answer("/keys", StubIssuer.json(TOKENS.jwks()));
    var keys = discovering();
    until(() -> isFound(keys, KID));
    assertThat(issuer.asked()).containsExactly(StubIssuer.METADATA, "/keys");
  }

  @Test
  void theMetadataOfAnotherIssuerLeadsNowhere() {
    issuer.answer(
        StubIssuer.METADATA, StubIssuer.json(metadata(issuer.url() + "/", StubIssuer.JWKS)));
    var keys = discovering();
    until(() -> !isFound(keys, KID) && !why(keys).isEmpty());
    assertThat(why(keys)).contains("is the metadata of another issuer");
    assertThat(issuer.asked()).containsOnly(StubIssuer.METADATA);
  }

  @Test
  void theMetadataCannotSendAServerElsewhere() {
    try (var elsewhere = new StubIssuer().publish(TOKENS.jwks())) {
      issuer.answer(
          StubIssuer.METADATA,
          StubIssuer.json(
              metadata(issuer.url(), "/x").replace(issuer.url() + "/x", elsewhere.url() + "/x")));
      var keys = discovering();
      until(() -> !isFound(keys, KID) && !why(keys).isEmpty());
      assertThat(why(keys)).contains("another origin");
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  // An outage

  @Test
  void aRestartedServerVerifiesWhileTheIssuerIsAway() throws Exception {
    var before = open(TTL);
    until(() -> isFound(before, KID));
    clock.advance(Duration.ofMinutes(60));
    issuer.close();
    var keys = reopen();
    assertThat(keys.find(KID)).isInstanceOf(Lookup.Found.class);
    assertThat(keys.age()).hasMinutes(60);
    until(() -> !isFound(keys, "nobody") && !why(keys).isEmpty());
    assertThat(why(keys)).endsWith("cannot be reached");
    assertThat(keys.find("nobody")).isEqualTo(new Lookup.Unknown());
    try (var _ = new StubIssuer(issuer.port()).publish(TestTokens.jwks(NEXT))) {
      clock.advance(COOL_DOWN);
      until(() -> isFound(keys, NEXT_KID));
      assertThat(keys.find(KID)).isEqualTo(new Lookup.Unknown());
    }
  }

  @Test
  void theKeptSetIsForTheServerAloneAndHoldsNothingPrivate() throws IOException {
    issuer.publish(
        keys(TestTokens.jwk(NEXT).put("d", "cHJpdmF0ZQ"), TestTokens.jwk(TOKENS.publicKey())));
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
    until(() -> Files.exists(kept()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(kept()))
        .startsWith("{\"issuer\":\"http://issuer\",\"obtained_at\":\"2026-11-24T12:00:00Z\",")
        .doesNotContain("cHJpdmF0ZQ", NEXT_KID);
    try (var left = Files.list(folder.resolve("hr"))) {
      assertThat(left).containsExactly(kept());
    }
  }

  static Stream<Arguments> unfitFiles() {
    var good = kept("http://issuer", TOKENS.jwks());
    return Stream.of(
        arguments("of another issuer", kept("http://issuer/", TOKENS.jwks()), "rw-------"),
        arguments("of no issuer", TOKENS.jwks(), "rw-------"),
        arguments("without keys", kept("http://issuer", "{\"keys\":[]}"), "rw-------"),
        arguments("with a weak key", kept("http://issuer", weak()), "rw-------"),
        arguments("without a time", good.replace("obtained_at", "at"), "rw-------"),
        arguments("with another time", good.replace("2026-11", "soon"), "rw-------"),
        arguments("cut off", good.substring(0, good.length() / 2), "rw-------"),
        arguments("longer", good + " ".repeat(256 * 1024), "rw-------"),
        arguments("empty", "", "rw-------"),
        arguments("no JSON", "keys", "rw-------"),
        arguments("that others may write", good, "rw--w----"),
        arguments("that all may write", good, "rw-rw-rw-"),
        arguments("that nobody may read", good, "-w-------"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfitFiles")
  void aKeptSetIsNotUsed(String name, String content, String mode) throws IOException {
    issuer.close();
    keep(content, mode);
    if (mode.startsWith("-") && Files.isReadable(kept())) {
      return; // for root no file is unreadable
    }
    var keys = open(TTL);
    assertThat(keys.find(KID)).isInstanceOf(Lookup.Unavailable.class);
    assertThat(keys.age()).isNull();
    keys.close();
    keep(kept("http://issuer", TOKENS.jwks()), "rw-------");
    assertThat(open(TTL).find(KID)).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void aFolderThatIsNotWritableStopsNothing() throws IOException {
    Files.writeString(folder.resolve("hr"), "no folder");
    var keys = open(TTL);
    until(() -> isFound(keys, KID));
  }

  // What the tests are made of

  private IssuerKeys open(Duration ttl) {
    return open("http://issuer", issuer.jwksUrl(), ttl);
  }

  private IssuerKeys discovering() {
    return open(issuer.url(), null, TTL);
  }

  private IssuerKeys open(String name, @Nullable URI jwksUrl, Duration ttl) {
    var source =
        new KeySource.Fetched(SigningAlgorithm.RS256, jwksUrl, ttl, kept(), OutgoingTrust.PLATFORM);
    var keys = IssuerKeys.open(name, source, clock);
    opened.add(keys);
    return keys;
  }

  /** As a restart does. */
  private IssuerKeys reopen() {
    until(() -> Files.exists(kept()));
    opened.forEach(IssuerKeys::close);
    return open(TTL);
  }

  private static String why(IssuerKeys keys) {
    var failure = keys.failure();
    return failure == null ? "" : failure.why();
  }

  private Path kept() {
    return folder.resolve("hr/jwks.json");
  }

  private void keep(String content, String mode) throws IOException {
    Files.createDirectories(folder.resolve("hr"));
    Files.deleteIfExists(kept());
    Files.writeString(kept(), content);
    Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString(mode));
  }

  private static boolean isFound(IssuerKeys keys, String kid) {
    return keys.find(kid) instanceof Lookup.Found;
  }

  /** What is awaited here waits itself for the fetch under way. */
  private static void until(BooleanSupplier come) {
    while (!come.getAsBoolean()) {
      assertThat(Thread.currentThread().isInterrupted()).as("the time is over").isFalse();
      Thread.onSpinWait();
    }
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String kept(String issuer, String jwks) {
    return "{\"issuer\":\""
        + issuer
        + "\",\"obtained_at\":\"2026-11-24T12:00:00Z\","
        + jwks.substring(1);
  }

  private static String metadata(String issuer, String path) {
    return "{\"issuer\":\""
        + issuer
        + "\",\"jwks_uri\":\""
        + issuer.replaceFirst("/$", "")
        + path
        + "\"}";
  }

  private static String keys(JsonNode... keys) {
    var document = JsonNodeFactory.instance.objectNode();
    document.putArray("keys").addAll(List.of(keys));
    return document.toString();
  }

  private static String weak() {
    return keys(TestTokens.jwk(PemKeys.publicOf(TestTokens.newKey(1024))).put("kid", KID));
  }

  private static String padded(int bytes) {
    var jwks = TOKENS.jwks();
    return jwks + " ".repeat(bytes - jwks.length());
  }

  private static byte[] gzip(String text) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static StubIssuer.Answer redirect(String to) {
    return redirect(302, to);
  }

  private static StubIssuer.Answer redirect(int status, String to) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  private static StubIssuer.Answer onlyExposed() {
    return StubIssuer.json(keys(TestTokens.jwk(TOKENS.publicKey()).put("d", "AQAB")));
  }

  private static StubIssuer.Answer manyKeys() {
    return StubIssuer.json(
        "{\"keys\":[" + String.join(",", Collections.nCopies(10_000, "{}")) + "]}");
  }

  private static StubIssuer.Answer cutOff() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write(TOKENS.jwks().getBytes(UTF_8));
    };
  }

  /** Says how long it will be, or nothing (0), and sends until nobody listens. */
  private static StubIssuer.Answer endless(long length) {
    return exchange -> {
      exchange.sendResponseHeaders(200, length);
      var spaces = " ".repeat(8192).getBytes(UTF_8);
      for (var sent = 0L; length == 0 || sent < length; sent += spaces.length) {
        exchange.getResponseBody().write(spaces);
      }
    };
  }

  private static StubIssuer.Answer dripping() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      awaited(new CountDownLatch(1));
    };
  }
}
