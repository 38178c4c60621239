package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.RawHttp;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The cases about HTTP itself, as the bytes that an attacker sends, to a server and, where the case
 * is about all services, to the token service. The algorithm makes no difference to them.
 */
class RawCasesTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("HTTP"));
  }

  @TestFactory
  Stream<DynamicTest> bytesThatNoClientWouldSend() {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var hr = Target.of(deployment, Server.HR);
    var tests = new ArrayList<DynamicTest>();
    for (var one : cases()) {
      tests.add(
          DynamicTest.dynamicTest(
              one + " at hr",
              () -> {
                var before = hr.sing();
                run(one, "/mcp", credentials(hr), hr.raw(), hr.audit());
                assertThat(hr.sing()).as("O6").isEqualTo(before);
              }));
      if (one.json().get("target").asText().equals("all")) {
        tests.add(
            DynamicTest.dynamicTest(
                one + " at the token service",
                () -> {
                  run(
                      one,
                      "/token",
                      "Content-Type: application/x-www-form-urlencoded",
                      new RawHttp(deployment.tokenServiceUrl()),
                      deployment.tokenServiceAudit());
                  assertIssues(deployment);
                }));
      }
    }
    return tests.stream();
  }

  private static void run(AttackCase one, String path, String form, RawHttp http, AuditFile audit) {
    try (var log = LogCapture.start()) {
      // A second answer would be that to a smuggled request.
      var answers = http.exchangeAll(bytes(one, path, form, http));
      assertThat(answers).as(one.toString()).hasSize(1);
      var answer = answers.getFirst();
      assertThat(answer.status()).as(one + ": " + answer).isIn(statuses(one, path));
      Oracles.hold(answer);
      Oracles.auditedAtMostOnce(answer, audit);
      assertThat(answer.body()).doesNotContain("HTTP/1.1", "canary", "jsonrpc\":\"2.0\",\"id\":1");
      if (one.expected().path("connection").asText().equals("closed")) {
        assertThat(answer.header("Connection")).as(answer.toString()).isEqualTo("close");
      }
      Oracles.cleanLog(log.text());
    }
  }

  /** What the file allows, where the contract does not narrow it. */
  private static List<Integer> statuses(AttackCase one, String path) {
    return switch (one.id()) {
      // The token service answers a request without credentials at its endpoint.
      case "HTTP-027" -> List.of(path.equals("/mcp") ? 405 : 404);
      case "HTTP-029" -> List.of(path.equals("/mcp") ? 400 : 404);
      default -> one.statuses();
    };
  }

  /** What lets a request to the guarded endpoint through to its body. */
  private static String credentials(Target hr) {
    return String.join("\\r\\n", hr.canary().headers());
  }

  private static byte[] bytes(AttackCase one, String path, String form, RawHttp http) {
    var hello = Json.text(Rpc.request(1, "initialize", Rpc.hello()));
    var initialize =
        "Content-Type: application/json\\r\\nAccept: application/json, text/event-stream\\r\\n"
            + "Content-Length: "
            + hello.length()
            + "\\r\\n\\r\\n"
            + hello.replace("\"", "\\\"");
    var raw =
        one.request()
            .get("raw")
            .asText()
            .replace("…initialize…", initialize)
            .replace("${a;q=0.1 x 2000}", "a;q=0.1,".repeat(2000))
            .replace("0-0,1-1,…x2000", "0-0,1-1," + "2-2,".repeat(2000))
            // A page that is there, so that nothing but the attack itself can be refused.
            .replace(" /ok ", " /health/live ")
            .replace("evil.com/ok ", "evil.com/health/live ")
            .replace("POST /token ", "POST " + path + " ");
    if (raw.contains("Transfer-Encoding: chunked\\r\\n") && !raw.contains("Content-Length")) {
      // Bad framing shows only to who reads the body, which nobody does before the credentials.
      raw = raw.replace("Host: ${HOST}\\r\\n", "Host: ${HOST}\\r\\n" + form + "\\r\\n");
    }
    return RawBytes.of(new Variables(0).with("PATH", path).with("HOST", http.host()).in(raw));
  }

  private static void assertIssues(Deployment deployment) {
    var answer = deployment.answerOfTokenService(DemoClient.ALICE);
    assertThat(answer.get("token_type").asText()).as("O7").isEqualTo("Bearer");
  }
}
