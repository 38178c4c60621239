package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.RawHttp;
import dev.rolegate.endtoend.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A valid token in the wrong place (RFC 6750 §2), or beside a second credential. */
class BearerCasesTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  private static final String NO_ERROR =
      "Bearer resource_metadata=\"[^\"]+/\\.well-known/oauth-protected-resource/mcp\"";

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("BEARER"));
  }

  @TestFactory
  Stream<DynamicTest> rs256() {
    return tests(deployments.of(SigningAlgorithm.RS256));
  }

  @TestFactory
  Stream<DynamicTest> hs256() {
    return tests(deployments.of(SigningAlgorithm.HS256));
  }

  private static Stream<DynamicTest> tests(Deployment deployment) {
    var target = Target.of(deployment, Server.HR);
    return cases().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.toString(), () -> run(one, target, deployment.signing().mint())));
  }

  private static void run(AttackCase one, Target target, String token) {
    var variables = new Variables(0).with("TOKEN", token).with("API_KEY", "rk_9hWq3vTz7LmX2c");
    var headers = new ArrayList<String>();
    for (var header : one.request().get("headers")) {
      headers.add(header.get(0).asText() + ": " + variables.in(header.get(1).asText()));
    }
    var query = one.request().path("query").asText("");
    var path = query.isEmpty() ? "/mcp" : "/mcp?" + variables.in(query);
    var before = target.sing();
    try (var log = LogCapture.start()) {
      var answer =
          target
              .raw()
              .exchange(
                  target
                      .raw()
                      .request(
                          "POST",
                          path,
                          RawHttp.utf8(Json.text(target.read())),
                          Target.all(headers, target.canary().sessionHeaders())));
      Oracles.hold(answer);
      var two = List.of("BEARER-011", "BEARER-016").contains(one.id());
      assertThat(answer.status()).as(answer.toString()).isEqualTo(two ? 400 : 401);
      assertThat(answer.all("WWW-Authenticate"))
          .singleElement()
          .asString()
          .matches(two ? NO_ERROR + ", error=\"invalid_request\", .+" : NO_ERROR);
      var line = Oracles.audited(answer, target.audit());
      assertThat(line.get("outcome").asText()).isEqualTo("denied");
      assertThat(line.get("reason").asText())
          .isEqualTo(
              two
                  ? "two_credentials"
                  : one.id().equals("BEARER-009") ? "token_in_query" : "no_credential");
      Oracles.cleanLog(log.text(), token);
    }
    assertThat(target.sing()).as("O6").isEqualTo(before);
  }
}
