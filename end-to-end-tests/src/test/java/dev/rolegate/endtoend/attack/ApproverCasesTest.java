package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Server;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an approver is given opens no server's tools, at no route and with no algorithm, and what a
 * client has makes nobody an approver.
 */
class ApproverCasesTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String ACCEPT = "Accept: application/json, text/event-stream";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

  @ParameterizedTest
  @EnumSource
  void anApproversTokenIsNoCallersAnywhere(SigningAlgorithm algorithm) {
    try (var deployment = Deployment.start(algorithm)) {
      for (var server : Server.values()) {
        var approver = signIn(deployment, "alice", "alice-approver", server);
        assertThat(approver.status()).isEqualTo(200);
        var bearer = "Authorization: Bearer " + approver.json().get("token").asText();
        var url = deployment.url(server);
        var answers =
            List.of(
                Http.post(url.resolve("/mcp"), INITIALIZE, JSON, ACCEPT, bearer),
                Http.get(url.resolve("/mcp"), ACCEPT, bearer),
                Http.delete(url.resolve("/mcp"), bearer),
                Http.get(url.resolve("/sse"), ACCEPT, bearer),
                Http.post(url.resolve("/messages?sessionId=x"), INITIALIZE, JSON, bearer));
        assertThat(answers)
            .allSatisfy(answer -> {
              assertThat(answer.status()).as("%s", answer).isEqualTo(401);
              assertThat(answer.header("WWW-Authenticate")).contains("typ is not at+jwt");
            });
        // Not for the want of a key: the same signature over a caller's claims is let in.
        var caller = "Authorization: Bearer " + deployment.token(DemoClient.ALICE);
        assertThat(Http.post(url.resolve("/mcp"), INITIALIZE, JSON, ACCEPT, caller).status())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatAClientHasSignsIn(SigningAlgorithm algorithm) {
    try (var deployment = Deployment.start(algorithm)) {
      for (var client : DemoClient.values()) {
        for (var account : List.of(client.id(), "erin", deployment.token(client))) {
          for (var password : List.of(client.id(), client.secret(), deployment.token(client))) {
            var answer = signIn(deployment, account, password, Server.HR);
            // An address that guesses so much is locked out in the end.
            assertThat(answer.status()).isIn(401, 429);
            assertThat(answer.body()).doesNotContain("token\"");
          }
        }
      }
    }
  }

  private static Answer signIn(
      Deployment deployment, String account, String password, Server server) {
    return Http.post(
        deployment.tokenServiceUrl().resolve("/approvers/token"),
        "{\"account\":\"%s\",\"password\":\"%s\",\"server\":\"%s\"}"
            .formatted(account, password, server),
        JSON);
  }
}
