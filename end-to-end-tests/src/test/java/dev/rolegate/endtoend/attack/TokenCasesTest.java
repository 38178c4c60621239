package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every token of the file, with each algorithm, in a {@code tools/call} to a real server. Cases
 * that need a JWKS of their own run in {@link PublishedKeyCasesTest}.
 */
class TokenCasesTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  /** They do not apply: roles come from one claim, and a client is the subject of its tokens. */
  static final Set<String> NOT_APPLICABLE = Set.of("RBAC-012", "CLAIM-010");

  static List<AttackCase> cases() {
    return AttackCases.where(one ->
        one.kind().equals("token")
            && !one.json().has("fixture")
            && !NOT_APPLICABLE.contains(one.id()));
  }

  @TestFactory
  Stream<DynamicNode> rs256() {
    return tests(SigningAlgorithm.RS256);
  }

  @TestFactory
  Stream<DynamicNode> hs256() {
    return tests(SigningAlgorithm.HS256);
  }

  @TestFactory
  Stream<DynamicNode> es256() {
    return tests(SigningAlgorithm.ES256);
  }

  private Stream<DynamicNode> tests(SigningAlgorithm mode) {
    var arena = new Arena(deployments.of(mode));
    var tests = new ArrayList<DynamicNode>();
    for (var one : cases()) {
      if (one.runsWith(mode)) {
        tests.add(DynamicTest.dynamicTest(one.toString(), () -> arena.run(one)));
      }
    }
    return tests.stream();
  }

  /** One deployment under attack. */
  private static final class Arena {
    private final Deployment deployment;
    private final Target hr;
    private final Target crm;

    Arena(Deployment deployment) {
      this.deployment = deployment;
      this.hr = Target.of(deployment, Server.HR);
      this.crm = Target.of(deployment, Server.CRM);
    }

    void run(AttackCase one) throws Exception {
      var target = one.request().path("server").asText().equals("crm") ? crm : hr;
      var before = target.sing();
      try (var log = LogCapture.start();
          var trap = SsrfTrap.set()) {
        var variables =
            TokenRecipe.variables(deployment.signing())
                .with("SSRF_PORT", Integer.toString(trap.port()));
        var token = token(one, variables);
        var message = message(one, target);
        var authorization = authorization(one, variables.with("TOKEN", token));
        var expectation = Expectation.of(one);
        var answer =
            expectation == Expectation.ACCEPTED
                ? target.inOwnSession(message, authorization)
                : target.inCanarysSession(message, authorization);
        Oracles.hold(answer);
        check(one, answer, target, expectation);
        for (var i = 1; i < one.request().path("repeat").asInt(1); i++) {
          repeat(target, message, authorization);
        }
        trap.assertUntouched();
        Oracles.cleanLog(log.text(), token);
      }
      assertThat(target.sing()).as("O6").isEqualTo(before);
    }

    private String token(AttackCase one, Variables variables) {
      var signing = deployment.signing();
      var signatures =
          new Signatures(
              signing,
              variables,
              _ -> {
                throw new AssertionError("no fixture in " + one);
              });
      return new TokenRecipe(signing, variables, signatures).build(recipe(one));
    }

    /** The recipe with what the reading notes change. */
    private static JsonNode recipe(AttackCase one) {
      var recipe = one.token().deepCopy();
      switch (one.id()) {
        // The file's issuer is https; ours is http already, so the other scheme is https.
        case "ISS-005" ->
            ((ObjectNode) recipe.at("/payload/set")).put("iss", "https://${ISS_HOST}");
        // Rolegate has no scopes: the caller who may not is an Officer.
        case "RBAC-018" -> ((ObjectNode) recipe.at("/payload/set")).put("job_role", "Officer");
        default -> {}
      }
      return recipe;
    }

    private static JsonNode message(AttackCase one, Target target) {
      var request = one.request();
      return switch (request.get("use").asText()) {
        case "tools_call_read" -> target.read();
        case "tools_call_admin" -> Tools.addEmployee(Json.object());
        case "tools_call_write" -> Tools.addEmployee((ObjectNode) request.get("arguments_add"));
        // get_employee by id; a tenant of another company has ids that nobody here knows.
        case "tools_call" ->
            Rpc.request(
                1,
                "tools/call",
                Rpc.call("get_employee_records", Json.object("{'employee_id':'EMP-999999'}")));
        case String other -> throw new AssertionError("no message for " + other);
      };
    }

    private static List<String> authorization(AttackCase one, Variables variables) {
      var headers = new ArrayList<String>();
      for (var header : one.request().path("headers")) {
        headers.add(header.get(0).asText() + ": " + variables.in(header.get(1).asText()));
      }
      return headers.isEmpty() ? List.of(variables.in("Authorization: Bearer ${TOKEN}")) : headers;
    }

    private void check(AttackCase one, Answer answer, Target target, Expectation expectation) {
      var line = Oracles.audited(answer, target.audit());
      switch (one.id()) {
        case "RBAC-021" -> {
          var result = answer.json().get("result");
          assertThat(Rpc.isError(result)).isTrue();
          assertThat(Rpc.text(result)).contains("role", "tenant", "is_admin");
        }
        case "RBAC-020" -> {
          var result = answer.json().get("result");
          assertThat(Rpc.isError(result) || result.at("/structuredContent/total").asInt(-1) == 0)
              .as(result.toString())
              .isTrue();
        }
        default -> expectation.meet(one, deployment.algorithm(), answer, line);
      }
    }

    private static void repeat(Target target, JsonNode message, List<String> authorization) {
      var headers = Target.all(authorization, target.canary().sessionHeaders());
      var answer =
          Http.post(
              target.url().resolve("/mcp"), Json.text(message), headers.toArray(String[]::new));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
  }
}
