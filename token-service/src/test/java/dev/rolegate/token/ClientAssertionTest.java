package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.Databases;
import dev.rolegate.token.client.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that sign instead of knowing a secret (private_key_jwt, RFC 7523). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAssertionTest {
  private static final KeyPair OTHERS = SignedAssertion.fresh("ES256");
  private static final long NOW = TestTokens.NOW.getEpochSecond();

  private GrantFixture service;

  @BeforeAll
  void start(@TempDir Path folder) {
    service = GrantFixture.start(folder);
  }

  @BeforeEach
  void register() {
    service.clock.set(TestTokens.NOW);
    service.register("app", app());
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private static ClientDraft app() {
    return new ClientDraft("app")
        .authMethods(Client.PRIVATE_KEY_JWT)
        .keys(
            SignedAssertion.jwk("key-RS256", SignedAssertion.keys("RS256")),
            SignedAssertion.jwk("key-ES256", SignedAssertion.keys("ES256")));
  }

  private static SignedAssertion valid(String algorithm) {
    return SignedAssertion.valid("app", "key-" + algorithm, SignedAssertion.keys(algorithm));
  }

  /** From a valid assertion to one with one thing broken, and what the audit says of it. */
  record Break(String what, String reason, Function<SignedAssertion, String> change) {
    static Break of(String what, String reason, UnaryOperator<SignedAssertion> change) {
      return new Break(what, reason, assertion -> change.apply(assertion).compact());
    }

    static Break claim(String reason, String name, String json) {
      return of(name + " " + json, reason, assertion -> assertion.claim(name, json));
    }

    static Break header(String name, String json) {
      return of(
          "header " + name + " " + json,
          "assertion_sig_invalid",
          assertion -> assertion.header(name, json));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static List<Break> breaks() {
    var all = new ArrayList<Break>();
    for (var name : List.of("iss", "aud", "exp", "jti")) {
      all.add(
          Break.of(
              "no " + name,
              switch (name) {
                case "iss" -> "assertion_wrong_iss";
                case "aud" -> "assertion_wrong_aud";
                default -> "assertion_bad_" + name;
              },
              assertion -> assertion.without(name)));
    }
    for (var iss : List.of("\"other\"", "\"App\"", "\"app \"", "5", "null", "[\"app\"]")) {
      all.add(Break.claim("assertion_wrong_iss", "iss", iss));
    }
    for (var sub : List.of("\"nobody\"", "\"App\"")) {
      all.add(Break.claim("unknown_client", "sub", sub));
    }
    for (var sub : List.of("5", "null", "\"\"", "\"a\\u0000\"", "\"" + "x".repeat(129) + "\"")) {
      all.add(Break.claim("malformed_client_assertion", "sub", sub));
    }
    for (var aud :
        List.of(
            "\"http://localhost:8100/token\"",
            "\"http://localhost:8100/\"",
            "\"HTTP://localhost:8100\"",
            "\"http://localhost:8001/mcp\"",
            "[]",
            "[\"http://localhost:8100\",\"http://localhost:8100\"]",
            "[\"http://localhost:8100\",\"http://localhost:8100/token\"]",
            "[[\"http://localhost:8100\"]]",
            "{}",
            "null")) {
      all.add(Break.claim("assertion_wrong_aud", "aud", aud));
    }
    for (var exp : List.of("\"1\"", "null", "1e9", "-1", "9e99", "18446744073709551617", "1.5")) {
      all.add(Break.claim("assertion_bad_exp", "exp", exp));
    }
    all.add(Break.claim("assertion_expired", "exp", "" + (NOW - 30)));
    all.add(Break.claim("assertion_expired", "exp", "0"));
    all.add(Break.claim("assertion_lifetime_too_long", "exp", "" + (NOW + 331)));
    for (var name : List.of("iat", "nbf")) {
      for (var time : List.of("" + (NOW + 31), "null", "\"" + NOW + "\"", "{}")) {
        all.add(Break.claim("assertion_not_yet_valid", name, time));
      }
    }
    for (var jti :
        List.of("5", "null", "\"\"", "\"a\\nb\"", "\"\\ud800\"", "\"" + "x".repeat(257) + "\"")) {
      all.add(Break.claim("assertion_bad_jti", "jti", jti));
    }
    all.add(Break.header("alg", "\"none\""));
    all.add(Break.header("alg", "\"HS256\""));
    all.add(Break.header("alg", "\"RS512\""));
    all.add(Break.header("alg", "null"));
    all.add(Break.header("typ", "\"at+jwt\""));
    all.add(Break.header("typ", "5"));
    all.add(Break.header("crit", "[\"exp\"]"));
    all.add(Break.header("jwk", "{}"));
    all.add(Break.header("jku", "\"http://localhost/\""));
    all.add(Break.header("b64", "false"));
    for (var kid : List.of("\"key-of-nobody\"", "null", "5", "\"\"")) {
      all.add(
          Break.of("kid " + kid, "unknown_client_key", assertion -> assertion.header("kid", kid)));
    }
    all.add(
        new Break(
            "another's signature",
            "assertion_sig_invalid",
            assertion -> {
              var foreign = SignedAssertion.valid("app", "key-ES256", OTHERS);
              foreign.claims.setAll(assertion.claims);
              return foreign.compact();
            }));
    all.add(
        new Break(
            "another kind of key under a known kid",
            "assertion_sig_invalid",
            _ ->
                SignedAssertion.valid("app", "key-RS256", SignedAssertion.keys("ES256"))
                    .compact()));
    all.add(
        new Break(
            "no signature",
            "assertion_sig_invalid",
            assertion -> assertion.compact().replaceFirst("[^.]*$", "")));
    all.add(
        new Break(
            "other claims than were signed",
            "assertion_sig_invalid",
            assertion -> {
              var parts = assertion.compact().split("\\.", -1);
              var other = valid("ES256").compact().split("\\.", -1);
              return parts[0] + "." + other[1] + "." + parts[2];
            }));
    for (var text : List.of("x", "a.b", "..", "a.b.c.d")) {
      all.add(new Break(text, "malformed_client_assertion", _ -> text));
    }
    return all;
  }

  static Stream<Arguments> broken() {
    return breaks().stream()
        .flatMap(one ->
            Stream.of("RS256", "ES256").map(algorithm -> Arguments.arguments(algorithm, one)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("broken")
  void whatIsNotTheClientsIsRefusedWithoutSayingWhy(String algorithm, Break one)
      throws IOException {
    var answer = send(one.change.apply(valid(algorithm)));
    assertThat(comparable(answer)).isEqualTo(comparable(send("x")));
    RefusalAssert.isOurs(answer, 401);
    assertThat(answer.body()).contains("invalid_client");
    send(one.change.apply(valid(algorithm)));
    // The library reads a few claims itself and takes no other type for them.
    assertThat(service.lastAudited().get("reason").asText())
        .isIn(one.reason, "malformed_client_assertion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void theClientIsKnownByItsSignature(String algorithm) throws IOException {
    for (var fine :
        List.of(
            valid(algorithm),
            valid(algorithm).header("typ", "\"JWT\""),
            valid(algorithm).header("typ", "\"client-authentication+jwt\""),
            valid(algorithm).without("iat"),
            valid(algorithm).claim("aud", "[\"http://localhost:8100\"]"),
            valid(algorithm).claim("exp", "" + (NOW + 330)),
            valid(algorithm).claim("exp", "" + (NOW - 29)),
            valid(algorithm).claim("iat", "" + (NOW + 30)),
            valid(algorithm).claim("nbf", "" + NOW))) {
      var issued = GrantFixture.issued(send(fine.compact()));
      assertThat(GrantFixture.claims(issued).get("client_id").asText()).isEqualTo("app");
    }
    var named =
        service.http.post("/token", GRANT + "&client_id=app" + valid(algorithm).form(), FORM);
    assertThat(named.status()).isEqualTo(200);
  }

  @Test
  void isOneOfOneAuthentication() throws IOException {
    var form = GRANT + valid("ES256").form();
    var basic = RunningService.basic("app", ClientDraft.secret("app"));
    for (var answer :
        List.of(
            service.http.post("/token", form, FORM, basic),
            service.http.post("/token", form + "&client_secret=x", FORM),
            service.http.post("/token", GRANT + "&client_assertion_type=x", FORM, basic),
            service.http.post("/token", form + "&client_id=other", FORM))) {
      RefusalAssert.isOurs(answer, 400);
      assertThat(answer.body()).contains("invalid_request");
    }
    for (var body :
        List.of(
            GRANT + "&client_assertion=" + valid("ES256").compact(),
            form.replace("jwt-bearer", "saml2-bearer"),
            GRANT + "&client_assertion_type=" + GrantFixture.encoded(Credentials.JWT_BEARER))) {
      RefusalAssert.isOurs(service.http.post("/token", body, FORM), 401);
    }
  }

  @Test
  void isRefusedWhereItWasNotRegisteredOrTheClientIsNotActive() throws IOException {
    var reasons = new HashMap<String, ClientDraft>();
    reasons.put("auth_method_not_registered", app().authMethods(Client.BASIC, Client.POST));
    reasons.put("client_disabled", app().disabled());
    reasons.put("client_ended", app().ends(TestTokens.NOW));
    for (var entry : reasons.entrySet()) {
      service.register("app", entry.getValue());
      RefusalAssert.isOurs(send(valid("RS256").compact()), 401);
      assertThat(service.lastAudited().get("reason").asText()).isEqualTo(entry.getKey());
    }
  }

  @Test
  void aRegisteredKeyThatIsUnfitVerifiesNothing() throws IOException {
    var good = SignedAssertion.jwk("key-ES256", SignedAssertion.keys("ES256")).jwk();
    for (var jwk :
        List.of(
            "{}",
            "x",
            good.replace("P-256", "P-384"),
            good.replaceFirst("\"y\":\"..", "\"y\":\"AA"),
            good.replace("\"kty\"", "\"alg\":\"ES384\",\"kty\""),
            good.replace("\"kty\"", "\"use\":\"enc\",\"kty\""))) {
      service.register("app", app().keys(new Client.ClientKey("key-ES256", jwk)));
      RefusalAssert.isOurs(send(valid("ES256").compact()), 401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isGoodOnceInAllInstancesAndAfterARestart(Databases engine, @TempDir Path folder)
      throws Exception {
    var database = engine.fresh("token-service", folder);
    var used = valid("ES256").compact();
    try (var one = GrantFixture.start(folder.resolve("one"), database)) {
      one.register("app", app());
      var tasks = new ArrayList<Callable<Integer>>();
      for (var i = 0; i < 20; i++) {
        tasks.add(() -> send(one, used).status());
      }
      var statuses = new ArrayList<Integer>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var done : threads.invokeAll(tasks)) {
          statuses.add(done.get());
        }
      }
      assertThat(statuses).hasSize(20).containsOnlyOnce(200);
      assertThat(new HashSet<>(statuses)).containsExactlyInAnyOrder(200, 401);
      assertThat(one.lastAudited().get("reason").asText()).isIn("assertion_replayed", "issued");
    }
    // SQLite lies in the folder, PostgreSQL elsewhere.
    var other = engine == Databases.SQLITE ? "one" : "two";
    try (var two = GrantFixture.start(folder.resolve(other), database)) {
      two.register("app", app());
      RefusalAssert.isOurs(send(two, used), 401);
      assertThat(two.lastAudited().get("reason").asText()).isEqualTo("assertion_replayed");
      two.clock.advance(Duration.ofSeconds(89));
      RefusalAssert.isOurs(send(two, used), 401);
      assertThat(two.lastAudited().get("reason").asText()).isEqualTo("assertion_replayed");
      two.clock.advance(Duration.ofSeconds(1));
      RefusalAssert.isOurs(send(two, used), 401);
      assertThat(two.lastAudited().get("reason").asText()).isEqualTo("assertion_expired");
    }
  }

  @Test
  void oneThatIsRefusedForSomethingElseIsStillGood() throws IOException {
    var early = valid("ES256").claim("nbf", "" + (NOW + 40)).compact();
    RefusalAssert.isOurs(send(early), 401);
    service.clock.advance(Duration.ofSeconds(20));
    assertThat(send(early).status()).isEqualTo(200);
  }

  private RawHttp.Answer send(String assertion) throws IOException {
    return send(service, assertion);
  }

  private static RawHttp.Answer send(GrantFixture service, String assertion) throws IOException {
    return service.http.post("/token", GRANT + SignedAssertion.form(assertion), FORM);
  }

  /** Every byte, but for what differs from one request to the next. */
  private static String comparable(RawHttp.Answer answer) {
    return (answer.head() + "\r\n\r\n" + answer.body())
        .replace(answer.header("X-Request-Id"), "ID")
        .replaceFirst("Date: [^\r]+", "Date: NOW");
  }
}
