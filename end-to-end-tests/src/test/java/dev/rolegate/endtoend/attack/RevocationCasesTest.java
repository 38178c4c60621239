package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.MovableClock;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.RawHttp;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases about {@code POST /revoke} and {@code POST /introspect}. */
class RevocationCasesTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  static List<AttackCase> cases() {
    return AttackCases.where(
        one -> one.isAbout("REVOKE", "INTROSPECT") && !one.id().equals("REVOKE-002"));
  }

  @ParameterizedTest
  @EnumSource
  void revoke005WithoutAuthenticationTheTokenStays(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var token = deployment.freshToken(DemoClient.ALICE);
    var answer = send("REVOKE-005", deployment, token);
    assertThat(answer.json().get("error").asText()).isEqualTo("invalid_client");
    assertActive(deployment, token, true);
  }

  @ParameterizedTest
  @EnumSource
  void revoke006TheTokenMustBeThere(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var answer = send("REVOKE-006", deployment, "");
    assertThat(answer.json().get("error").asText()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @EnumSource
  void revoke007AnUnknownHintHindersNothing(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var token = deployment.freshToken(DemoClient.ALICE);
    assertActive(deployment, token, true);
    send("REVOKE-007", deployment, token);
    assertActive(deployment, token, false);
  }

  @Test
  void revoke011APartitionedServerRefusesWithinItsGrace(@TempDir Path data) throws IOException {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var clock = MovableClock.at(Instant.now());
    try (var network = new CuttableFeed(deployment.tokenServiceUrl())) {
      var environment = deployment.environment(Server.HR);
      var feedToken = Path.of(environment.get("DATA_DIR")).resolve("shared/feed.token");
      environment.put("FEED_TOKEN", Files.readString(feedToken).strip());
      environment.put("DATA_DIR", data.toString());
      environment.put("PORT", "0");
      environment.put("MANAGEMENT_PORT", "0");
      environment.put("REVOCATIONS_URL", network.url());
      environment.put("REVOCATION_GRACE", "PT5M");
      try (var hr = Server.HR.start(Env.of(environment), clock)) {
        var url = URI.create("http://localhost:" + hr.port());
        var token = deployment.freshToken(DemoClient.ALICE);
        assertThat(Streamable.knock(url, token).status()).isEqualTo(400);
        network.cut();
        send("REVOKE-011", deployment, token);
        // Known to none but the token service; the bound is what is documented.
        assertThat(Streamable.knock(url, token).status()).isEqualTo(400);
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        var refusal = Streamable.knock(url, token);
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.header("Retry-After")).isNotEmpty();
        assertThat(refusal.json().get("error").asText()).isEqualTo("temporarily_unavailable");
        assertThat(new RawHttp(url).exchange(ready(url)).status()).isEqualTo(503);
        network.mend();
        while (new RawHttp(url).exchange(ready(url)).status() != 200) {
          Thread.onSpinWait();
        }
        assertThat(Streamable.knock(url, token).status()).isEqualTo(401);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void introspect001ALivingTokenOfOnesOwn(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var answer = send("INTROSPECT-001", deployment, deployment.freshToken(DemoClient.ALICE));
    var body = answer.json();
    assertThat(body.get("active").asBoolean()).isTrue();
    // There are no scopes in Rolegate.
    for (var claim : List.of("client_id", "sub", "aud", "iss", "exp", "iat", "jti", "token_type")) {
      assertThat(body.has(claim)).as(claim).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void introspect004JunkIsExactlyInactive(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var revoked = deployment.freshToken(DemoClient.ALICE);
    deployment.present("/revoke", revoked, DemoClient.ALICE);
    var expired =
        deployment
            .signing()
            .valid()
            .issuedAt(Instant.now().minusSeconds(7200))
            .expiresAt(Instant.now().minusSeconds(60))
            .mint();
    for (var junk :
        List.of(
            "junk",
            revoked,
            expired,
            TestTokens.rs256(TestTokens.newKey(2048), "https://other", Clock.systemUTC()).mint(),
            "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.",
            "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA")) {
      var answer = send("INTROSPECT-004", deployment, junk);
      assertThat(answer.body()).isEqualTo("{\"active\":false}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void introspect008AUsersTokenIsNoCredential(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    send("INTROSPECT-008", deployment, deployment.freshToken(DemoClient.ALICE));
  }

  /** Sends the case and holds the answer against what every answer must be. */
  private static Answer send(String id, Deployment deployment, String token) {
    var one = AttackCases.get(id);
    var variables =
        new Variables(0)
            .with("REVOKE_PATH", "/revoke")
            .with("INTROSPECT_PATH", "/introspect")
            .with("TOKEN", token)
            .with("JUNK", token);
    var headers = new ArrayList<String>();
    for (var header : one.request().get("headers")) {
      var value = header.get(1).asText();
      headers.add(
          value.startsWith("Basic ")
              ? DemoClient.ALICE.basic()
              : header.get(0).asText() + ": " + variables.in(value));
    }
    var http = new RawHttp(deployment.tokenServiceUrl());
    var path = variables.in(one.request().get("path").asText());
    var body = variables.in(one.request().get("body").asText());
    var answer = http.exchange(http.request("POST", path, RawHttp.utf8(body), headers));
    assertThat(answer.status()).as(one + ": " + answer).isIn(one.statuses());
    Oracles.hold(answer);
    Oracles.audited(answer, deployment.tokenServiceAudit());
    return answer;
  }

  private static byte[] ready(URI url) {
    return new RawHttp(url).request("GET", "/health/ready", new byte[0], List.of());
  }

  private static void assertActive(Deployment deployment, String token, boolean active) {
    assertThat(
            deployment
                .present("/introspect", token, DemoClient.ALICE)
                .json()
                .get("active")
                .asBoolean())
        .isEqualTo(active);
  }
}
