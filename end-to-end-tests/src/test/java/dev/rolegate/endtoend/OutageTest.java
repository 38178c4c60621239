package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The token service is gone: what it has issued keeps working, also at servers that restart. */
class OutageTest {
  @ParameterizedTest
  @EnumSource
  void tokensOutliveTheirTokenServiceAlsoAtServersThatRestart(SigningAlgorithm algorithm) {
    try (var deployment = Deployment.start(algorithm)) {
      var tokens = new EnumMap<DemoClient, String>(DemoClient.class);
      for (var client : DemoClient.values()) {
        tokens.put(client, deployment.token(client));
      }
      // Only hr has seen a token, and so a key, before the outage.
      assertWorks(deployment, Server.HR, tokens.get(DemoClient.ALICE));
      deployment.stopTokenService();
      assertMatrix(deployment, tokens);
      for (var server : Server.values()) {
        deployment.restart(server);
      }
      assertMatrix(deployment, tokens);
      // Never seen before by anybody: it is verified, not remembered.
      var fresh =
          deployment.signing().valid().claim("aud", deployment.resource(Server.PROJECT)).mint();
      assertWorks(deployment, Server.PROJECT, fresh);
      var forged =
          deployment.signing().valid().claim("aud", deployment.resource(Server.CRM)).mint();
      assertThat(Transport.STREAMABLE.refusal(deployment.url(Server.PROJECT), forged).status())
          .isEqualTo(401);
    }
  }

  private static void assertMatrix(Deployment deployment, Map<DemoClient, String> tokens) {
    tokens.forEach((client, token) -> {
      for (var server : Server.values()) {
        if (client.isAdmittedTo(server)) {
          assertWorks(deployment, server, token);
        } else {
          assertThat(Transport.STREAMABLE.refusal(deployment.url(server), token).status())
              .as(client + " at " + server)
              .isEqualTo(403);
        }
      }
    });
  }

  private static void assertWorks(Deployment deployment, Server server, String token) {
    for (var transport : Transport.values()) {
      try (var session = transport.open(deployment.url(server), token)) {
        assertThat(Rpc.isError(session.result(server.readTool(), "{}"))).isFalse();
      }
    }
  }
}
