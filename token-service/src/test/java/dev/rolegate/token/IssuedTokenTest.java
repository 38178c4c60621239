package dev.rolegate.token;

import static dev.rolegate.token.RunningService.CRM;
import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.HR;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.PROJECT;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.TokenDefect;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.Verification;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.issuer.AcceptedIssuer;
import dev.rolegate.auth.issuer.IssuerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a token says, and that a server which shares nothing but the contract believes it. */
@Timeout(60)
class IssuedTokenTest {
  @TempDir Path data;

  record Demo(
      String client,
      String secret,
      @Nullable String role,
      @Nullable String id,
      @Nullable String name,
      List<String> servers) {
    @Override
    public String toString() {
      return client;
    }
  }

  static Stream<Demo> demoClients() {
    return Stream.of(
        new Demo(
            "alice", "alice-secret", "Manager", "123", "Alice", List.of("hr", "project", "crm")),
        new Demo("bob", "bob-secret", "AssistantManager", "124", "Bob", List.of("hr", "project")),
        new Demo("carol", "carol-secret", "Officer", "125", "Carol", List.of("hr")),
        new Demo("test_client", "secret_1234", null, null, null, List.of()));
  }

  @ParameterizedTest
  @MethodSource("demoClients")
  void saysWhoItIsAndNothingElse(Demo demo) throws IOException {
    try (var service = RunningService.start(data)) {
      var answer = service.token(demo.client, demo.secret);
      assertThat(answer.get("servers").findValuesAsText("name")).isEqualTo(demo.servers);
      var header = RunningService.part(answer, 0);
      assertThat(header.fieldNames()).toIterable().containsExactlyInAnyOrder("typ", "alg", "kid");
      assertThat(header.get("typ").asText()).isEqualTo("at+jwt");
      assertThat(header.get("alg").asText()).isEqualTo("RS256");
      var claims = RunningService.part(answer, 1);
      var expected = new HashMap<String, Object>();
      var now = TestTokens.NOW.getEpochSecond();
      expected.put("iss", "http://localhost:8100");
      expected.put("sub", demo.client);
      expected.put("client_id", demo.client);
      expected.put("aud", List.of(HR, PROJECT, CRM));
      expected.put("iat", now);
      expected.put("nbf", now);
      expected.put("exp", now + 3600);
      expected.put("jti", claims.get("jti").asText());
      expected.put("job_role", demo.role);
      expected.put("id", demo.id);
      expected.put("name", demo.name);
      expected.values().removeIf(Objects::isNull);
      assertThat(claims).isEqualTo(read(expected));
    }
  }

  /** As text and back, for numbers that are equal to be of one type. */
  private static JsonNode read(Object value) throws IOException {
    var mapper = new ObjectMapper();
    return mapper.readTree(mapper.writeValueAsBytes(value));
  }

  @ParameterizedTest
  @EnumSource
  void isBelievedByEachServerThatItIsMeantFor(SigningAlgorithm algorithm) throws IOException {
    var mode = Map.of("TOKEN_ALGORITHM", algorithm.name());
    try (var service = RunningService.start(data, mode);
        var issuer = server(service, mode)) {
      for (var demo : demoClients().toList()) {
        var token = service.token(demo.client, demo.secret).get("access_token").asText();
        for (var resource : List.of(HR, PROJECT, CRM)) {
          assertThat(verify(issuer, resource, token))
              .isInstanceOfSatisfying(
                  Verification.Verified.class,
                  verified -> {
                    assertThat(verified.caller().subject()).isEqualTo(demo.client);
                    assertThat(verified.caller().clientId()).isEqualTo(demo.client);
                    assertThat(verified.caller().jobRole()).isEqualTo(demo.role);
                    assertThat(verified.caller().id()).isEqualTo(demo.id);
                    assertThat(verified.caller().name()).isEqualTo(demo.name);
                  });
        }
        assertThat(verify(issuer, "http://localhost:8004/mcp", token))
            .isEqualTo(new Verification.Refused(TokenDefect.AUDIENCE));
      }
    }
  }

  @Test
  void isGoodForTheResourceThatItWasAskedForAlone() throws IOException {
    try (var service = RunningService.start(data);
        var issuer = server(service, Map.of())) {
      var answer = service.token("alice", "alice-secret", HR);
      assertThat(RunningService.part(answer, 1).get("aud")).hasToString("\"" + HR + "\"");
      assertThat(answer.get("servers").findValuesAsText("url")).containsExactly(HR);
      var token = answer.get("access_token").asText();
      assertThat(verify(issuer, HR, token)).isInstanceOf(Verification.Verified.class);
      assertThat(verify(issuer, CRM, token))
          .isEqualTo(new Verification.Refused(TokenDefect.AUDIENCE));
    }
  }

  @Test
  void isGoodForSeveralResourcesInTheOrderOfTheRequestEachOnce() throws IOException {
    try (var service = RunningService.start(data)) {
      var form = service.token("alice", "alice-secret", CRM, HR, CRM);
      assertThat(audience(form)).containsExactly(CRM, HR);
      assertThat(form.get("servers").findValuesAsText("name")).containsExactly("crm", "hr");
      for (var resource : List.of("\"" + PROJECT + "\"", "[\"" + PROJECT + "\"]")) {
        var body =
            "{\"client_id\":\"bob\",\"client_secret\":\"bob-secret\",\"resource\":"
                + resource
                + "}";
        assertThat(audience(RunningService.json(service.post(body, JSON))))
            .containsExactly(PROJECT);
      }
    }
  }

  @Test
  void isMeantForTheAdmittingServersAloneWhenThatIsTheDefault() throws IOException {
    try (var service = RunningService.start(data, Map.of("DEFAULT_AUDIENCE", "admitted"))) {
      assertThat(audience(service.token("alice", "alice-secret")))
          .containsExactly(HR, PROJECT, CRM);
      assertThat(audience(service.token("bob", "bob-secret"))).containsExactly(HR, PROJECT);
      assertThat(audience(service.token("carol", "carol-secret"))).containsExactly(HR);
      var nobody = service.post(GRANT, FORM, basic("test_client", "secret_1234"));
      assertThat(nobody.status()).isEqualTo(400);
      assertThat(RunningService.json(nobody).get("error").asText()).isEqualTo("invalid_target");
    }
  }

  @Test
  void livesAsLongAsItIsSetTo() throws IOException {
    try (var service = RunningService.start(data, Map.of("TOKEN_TTL", "PT90S"))) {
      var answer = service.token("alice", "alice-secret");
      assertThat(answer.get("expires_in").asInt()).isEqualTo(90);
      var claims = RunningService.part(answer, 1);
      assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(90);
    }
  }

  @Test
  void hasAnIdOfItsOwn() throws IOException {
    try (var service = RunningService.start(data)) {
      var one = RunningService.part(service.token("alice", "alice-secret"), 1).get("jti").asText();
      var other =
          RunningService.part(service.token("alice", "alice-secret"), 1).get("jti").asText();
      assertThat(one).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(other);
    }
  }

  private static List<String> audience(JsonNode answer) throws IOException {
    var aud = RunningService.part(answer, 1).get("aud");
    return aud.isTextual()
        ? List.of(aud.asText())
        : aud.valueStream().map(JsonNode::asText).toList();
  }

  /** What an MCP server is told: the contract's defaults, and where the keys are on this port. */
  private AcceptedIssuer server(RunningService service, Map<String, String> mode) {
    var environment = new HashMap<>(mode);
    environment.put("DATA_DIR", data.toString());
    environment.put("JWKS_URL", "http://localhost:" + service.port() + "/.well-known/jwks.json");
    var settings = new Settings(Env.of(environment));
    var config = IssuerConfig.from(settings, "hr");
    settings.refuseIfAnyProblem();
    var issuer = config.open(new TestClock());
    while (!issuer.obstacles().isEmpty()) {
      assertThat(Thread.currentThread().isInterrupted()).as("the time is over").isFalse();
      Thread.onSpinWait();
    }
    return issuer;
  }

  private static Verification verify(AcceptedIssuer issuer, String resource, String token) {
    return new TokenVerifier(issuer.trusted(), resource, RevokedTokens.none(), new TestClock())
        .verify(token);
  }
}
