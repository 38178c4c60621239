package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.util.Arrays;
import java.util.stream.Stream;

/** One cell of the role matrix: a demo client at the {@code /mcp} of a server. */
record Cell(DemoClient client, Server server) {
  static Stream<Cell> all() {
    return Arrays.stream(DemoClient.values())
        .flatMap(client -> Arrays.stream(Server.values()).map(server -> new Cell(client, server)));
  }

  /** The client gets a tool's result, or is told that its role is not admitted. */
  void assertHoldsIn(Compose compose) {
    var token = compose.token(client);
    if (client.isAdmittedTo(server)) {
      try (var session = Streamable.open(compose.url(server), token)) {
        var result = session.result(server.readTool(), "{}");
        assertThat(Rpc.isError(result)).as(result.toString()).isFalse();
        assertThat(result.get("structuredContent").path("total").asInt()).isPositive();
      }
    } else {
      var answer = Streamable.at(compose.url(server), token).initialize();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
      assertThat(answer.json().get("error").asText()).isEqualTo("access_denied");
    }
  }

  @Override
  public String toString() {
    return client + " at " + server;
  }
}
