package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.MovableClock;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.attack.EvilJwks.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The cases about key sets: bad keys among good ones, and an endpoint that goes bad. */
class PublishedKeyCasesTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  private static final Duration PAST_THE_COOL_DOWN = Duration.ofSeconds(31);

  private final MovableClock clock = MovableClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final TestTokens good = TestTokens.rs256(clock);

  static List<AttackCase> cases() {
    return AttackCases.where(
        one -> one.isAbout("JWKS") || (one.kind().equals("token") && one.json().has("fixture")));
  }

  @TestFactory
  Stream<DynamicTest> badKeysAreSkippedAndTheOthersWork(@TempDir Path data) throws Exception {
    var jwks = new EvilJwks(Reply.keys(BadKeys.among(good)));
    var server = new LoneServer(data, jwks.url(), good, clock);
    var target = server.target();
    return cases().stream()
        .filter(one -> one.kind().equals("token"))
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> run(one, target)))
        .onClose(server::close)
        .onClose(jwks::close);
  }

  private void run(AttackCase one, Target target) {
    var before = target.sing();
    var defect = one.json().get("fixture").asText().substring("evil_jwks:".length());
    var bad = BadKeys.valueOf(defect.toUpperCase(Locale.ROOT));
    var recipe = one.token().deepCopy();
    ((ObjectNode) recipe.get("header")).putObject("set").put("kid", bad.kid());
    ((ObjectNode) recipe).put("sign", "RSA:FIXTURE");
    var variables = TokenRecipe.variables(good);
    var signatures = new Signatures(good, variables, bad::sign);
    var token = new TokenRecipe(good, variables, signatures).build(recipe);
    var answer = target.inCanarysSession(target.read(), List.of("Authorization: Bearer " + token));
    Oracles.hold(answer);
    var line = Oracles.audited(answer, target.audit());
    Expectation.of(one).meet(one, SigningAlgorithm.RS256, answer, line);
    assertThat(target.sing()).isEqualTo(before);
  }

  @Test
  void jwks001ShowsOnlyPublicMembers() {
    var answer = Http.get(jwksOf(SigningAlgorithm.RS256));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).matches("public, max-age=([12]?[0-9]?[0-9]|300)");
    var keys = answer.json().get("keys");
    assertThat(keys).isNotEmpty();
    for (var key : keys) {
      assertThat(key.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
      assertThat(key.get("use").asText()).isEqualTo("sig");
      assertThat(key.get("kty").asText()).isEqualTo("RSA");
    }
    Oracles.hold(answer);
  }

  @Test
  void jwks002ASharedSecretIsNotPublished() {
    var deployment = deployments.of(SigningAlgorithm.HS256);
    var secret = deployment.signing().secret();
    var answers =
        new ArrayList<>(
            List.of(
                Http.get(jwksOf(SigningAlgorithm.HS256)),
                Http.get(
                    deployment
                        .tokenServiceUrl()
                        .resolve("/.well-known/oauth-authorization-server")),
                Http.get(deployment.url(Server.HR).resolve("/health/ready"))));
    for (var path : List.of("/heapdump", "/env", "/config", "/actuator/env", "/metrics")) {
      answers.add(Http.get(deployment.tokenServiceUrl().resolve(path)));
    }
    assertThat(answers.getFirst().json()).isEqualTo(Json.object("{'keys':[]}"));
    for (var answer : answers) {
      Oracles.hold(answer);
      assertThat(answer.everything())
          .doesNotContain(secret.text(), Encoded.base64url(secret.bytes()));
    }
  }

  @Test
  void jwks006AFloodOfUnknownKidsCostsOneFetch(@TempDir Path data) throws Exception {
    try (var jwks = new EvilJwks(Reply.keys(good.jwks()));
        var server = new LoneServer(data, jwks.url(), good, clock)) {
      var target = server.target();
      var before = jwks.fetches();
      for (var i = 0; i < 200; i++) {
        var token = good.valid().header("kid", "k" + UUID.randomUUID()).mint();
        var answer = read(target, token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(Oracles.audited(answer, target.audit()).get("reason").asText())
            .isEqualTo("unknown_kid");
      }
      assertThat(jwks.fetches()).isLessThanOrEqualTo(before + 1);
      target.sing();
    }
  }

  @TestFactory
  Stream<DynamicTest> aSetThatWorkedIsKeptWhenItsEndpointGoesBad(@TempDir Path data) {
    var huge = new StringBuilder("{\"keys\":[");
    for (var i = 0; i < 10_000; i++) {
      huge.append("{\"kty\":\"RSA\",\"kid\":\"").append(i).append("\"},");
    }
    return Stream.of(
        goesBad("JWKS-009", data, Reply.of(500, "down")),
        goesBad("JWKS-009", data, Reply.of(503, "")),
        goesBad("JWKS-009", data, Reply.of(404, "")),
        goesBad("JWKS-009", data, Reply.of(302, "", "Location: /elsewhere")),
        goesBad("JWKS-010", data, Reply.of(200, "<html>", "Content-Type: text/html")),
        goesBad("JWKS-010", data, Reply.keys("{\"keys\":[{\"kty\":\"RSA\"")),
        goesBad("JWKS-010", data, Reply.keys("{}")),
        goesBad("JWKS-010", data, Reply.keys("{\"keys\":null}")),
        goesBad("JWKS-010", data, Reply.keys("{\"keys\":[]}")),
        goesBad("JWKS-011", data, Reply.endless()),
        goesBad("JWKS-014", data, Reply.keys(huge.append("{}]}").toString())));
  }

  private DynamicTest goesBad(String id, Path data, Reply bad) {
    return DynamicTest.dynamicTest(
        AttackCases.get(id).toString(),
        () -> {
          try (var jwks = new EvilJwks(Reply.keys(good.jwks()));
              var server =
                  new LoneServer(
                      data.resolve(UUID.randomUUID().toString()), jwks.url(), good, clock)) {
            var target = server.target();
            assertStaleKeysWork(target, jwks, bad);
          }
        });
  }

  @Test
  void jwks013RedirectsAreNotFollowed(@TempDir Path data) throws Exception {
    try (var trap = SsrfTrap.set();
        var jwks = new EvilJwks(Reply.keys(good.jwks()));
        var server = new LoneServer(data, jwks.url(), good, clock)) {
      var target = server.target();
      for (var elsewhere :
          List.of("http://127.0.0.1:" + trap.port() + "/keys", "file:///etc/passwd")) {
        assertStaleKeysWork(target, jwks, Reply.of(302, "", "Location: " + elsewhere));
      }
      trap.assertUntouched();
    }
  }

  /** A token that was never seen before must be verified with the keys from before. */
  private void assertStaleKeysWork(Target target, EvilJwks jwks, Reply bad) {
    target.sing();
    jwks.answer(bad);
    var before = jwks.fetches();
    clock.advance(PAST_THE_COOL_DOWN);
    // A key that is not known makes the server ask, and wait for what comes.
    var unknown = good.valid().header("kid", "k" + UUID.randomUUID()).mint();
    assertThat(read(target, unknown).status()).isEqualTo(401);
    assertThat(jwks.fetches()).as("the endpoint was asked again").isEqualTo(before + 1);
    assertThat(read(target, good.mint()).status()).isEqualTo(200);
  }

  private static Answer read(Target target, String token) {
    var answer = target.inCanarysSession(target.read(), List.of("Authorization: Bearer " + token));
    Oracles.hold(answer);
    return answer;
  }

  private static URI jwksOf(SigningAlgorithm algorithm) {
    return deployments.of(algorithm).tokenServiceUrl().resolve("/.well-known/jwks.json");
  }
}
