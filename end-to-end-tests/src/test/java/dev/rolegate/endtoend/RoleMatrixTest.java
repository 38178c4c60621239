package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may enter which server: every demo client at every server, on both transports, with both
 * algorithms, with a token that the token service issued for all servers.
 */
class RoleMatrixTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  /** One cell of the matrix. */
  record Cell(SigningAlgorithm algorithm, DemoClient client, Server server, Transport transport) {
    @Override
    public String toString() {
      return "%s %s at %s%s".formatted(algorithm, client, server, transport);
    }
  }

  static Stream<Cell> refused() {
    return cells().filter(cell -> !cell.client().isAdmittedTo(cell.server()));
  }

  static Stream<Cell> admitted() {
    return cells().filter(cell -> cell.client().isAdmittedTo(cell.server()));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRoleThatIsNotAdmittedIsToldWhoIs(Cell cell) {
    var deployment = deployments.of(cell.algorithm());
    var answer =
        cell.transport().refusal(deployment.url(cell.server()), deployment.token(cell.client()));
    assertNotAdmitted(deployment, cell.client(), cell.server(), answer);
  }

  @ParameterizedTest
  @MethodSource("admitted")
  void anAdmittedRoleSeesToolsAndCallsOne(Cell cell) {
    var deployment = deployments.of(cell.algorithm());
    var url = deployment.url(cell.server());
    try (var session = cell.transport().open(url, deployment.token(cell.client()))) {
      assertThat(session.toolNames()).contains(cell.server().readTool());
      var result = session.result(cell.server().readTool(), "{}");
      assertThat(Rpc.isError(result)).as(result.toString()).isFalse();
      assertThat(result.get("structuredContent").isObject()).as(result.toString()).isTrue();
      assertThat(Json.parse(Rpc.text(result))).isEqualTo(result.get("structuredContent"));
    }
  }

  /** Another caller's open session opens no door. */
  @ParameterizedTest
  @EnumSource
  void aRoleThatIsNotAdmittedCannotPostIntoAnOpenSession(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var url = deployment.url(Server.CRM);
    var message = Rpc.request(7, "tools/list", Json.object());
    try (var sse = Sse.open(url, deployment.token(DemoClient.ALICE));
        var streamable = Streamable.open(url, deployment.token(DemoClient.ALICE))) {
      for (var client : DemoClient.values()) {
        if (client.isAdmittedTo(Server.CRM)) {
          continue;
        }
        var token = deployment.token(client);
        assertNotAdmitted(deployment, client, Server.CRM, sse.post(message, token));
        var headers = new ArrayList<>(streamable.sessionHeaders());
        headers.add("Authorization: Bearer " + token);
        headers.add("Content-Type: application/json");
        headers.add("Accept: application/json, text/event-stream");
        assertNotAdmitted(
            deployment,
            client,
            Server.CRM,
            Http.post(url.resolve("/mcp"), Json.text(message), headers.toArray(String[]::new)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTokenServiceNamesTheServersThatTheRoleIsAdmittedTo(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    for (var client : DemoClient.values()) {
      var expected = new ArrayList<String>();
      for (var server : Server.values()) {
        if (client.isAdmittedTo(server)) {
          expected.add(server + " " + deployment.resource(server));
        }
      }
      var servers = deployment.answerOfTokenService(client).get("servers");
      assertThat(servers.valueStream())
          .map(server -> server.get("name").asText() + " " + server.get("url").asText())
          .containsExactlyElementsOf(expected);
    }
  }

  private static Stream<Cell> cells() {
    var cells = new ArrayList<Cell>();
    for (var algorithm : SigningAlgorithm.values()) {
      for (var client : DemoClient.values()) {
        for (var server : Server.values()) {
          for (var transport : Transport.values()) {
            cells.add(new Cell(algorithm, client, server, transport));
          }
        }
      }
    }
    return cells.stream();
  }

  private static void assertNotAdmitted(
      Deployment deployment, DemoClient client, Server server, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    // Without error and scope: a client must not try to step up.
    assertThat(answer.all("WWW-Authenticate")).containsExactly("Bearer realm=\"rolegate\"");
    var body = answer.json();
    assertThat(body.get("error").asText()).isEqualTo("access_denied");
    assertThat(body.get("error_description").asText()).isEqualTo(sentence(client, server));
    assertThat(body.get("request_id").asText()).isEqualTo(answer.requestId());
    var lines = deployment.audit(server).of(answer.requestId());
    Assertions.assertEquals(1, lines.size(), () -> "audit lines: " + lines);
    var line = lines.getFirst();
    assertThat(line.get("outcome").asText()).isEqualTo("denied");
    assertThat(line.get("subject").asText()).isEqualTo(client.id());
    assertThat(line.get("reason").asText())
        .isEqualTo(client.jobRole() == null ? "no_job_role" : "role_not_admitted");
  }

  private static String sentence(DemoClient client, Server server) {
    var admitted =
        switch (server) {
          case HR -> "Manager, AssistantManager, Officer";
          case PROJECT -> "Manager, AssistantManager";
          case CRM -> "Manager";
        };
    return client.jobRole() == null
        ? "there is no job_role; " + server + " admits: " + admitted
        : "job_role %s is not admitted to %s; admitted: %s"
            .formatted(client.jobRole(), server, admitted);
  }
}
