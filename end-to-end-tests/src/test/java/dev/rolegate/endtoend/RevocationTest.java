package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A token that its client takes back ends everywhere, and nobody else's does. */
class RevocationTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  @ParameterizedTest
  @EnumSource
  void aRevokedTokenIsRefusedByEveryServerAndTransport(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var token = deployment.freshToken(DemoClient.ALICE);
    var other = deployment.freshToken(DemoClient.ALICE);
    // Seen, and so remembered, by all of them.
    for (var server : Server.values()) {
      Streamable.open(deployment.url(server), token).close();
    }
    assertThat(deployment.present("/revoke", token, DemoClient.ALICE).status()).isEqualTo(200);
    for (var server : Server.values()) {
      awaitRefusal(deployment, server, token);
      for (var transport : Transport.values()) {
        var refusal = transport.refusal(deployment.url(server), token);
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.header("WWW-Authenticate"))
            .contains("error=\"invalid_token\"", "The token has been revoked;");
        assertThat(Oracles.audited(refusal, deployment.audit(server)).get("reason").asText())
            .isEqualTo("revoked");
        transport.open(deployment.url(server), other).close();
      }
    }
    assertThat(deployment.present("/introspect", token, DemoClient.ALICE).body())
        .isEqualTo("{\"active\":false}");
    assertThat(deployment.present("/introspect", other, DemoClient.ALICE).body())
        .startsWith("{\"active\":true");
  }

  @ParameterizedTest
  @EnumSource
  void openStreamsOfARevokedTokenEndAndOthersStay(SigningAlgorithm algorithm) throws IOException {
    var deployment = deployments.of(algorithm);
    var token = deployment.freshToken(DemoClient.ALICE);
    var url = deployment.url(Server.HR);
    try (var other = Sse.open(url, deployment.freshToken(DemoClient.ALICE));
        var stream = Sse.ask(url, token).body()) {
      assertThat(deployment.present("/revoke", token, DemoClient.ALICE).status()).isEqualTo(200);
      // To its end, which comes with the news.
      assertThat(stream.readAllBytes()).isNotEmpty();
      assertThat(Rpc.isError(other.result(Server.HR.readTool(), "{}"))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTokenOfAnotherClientStaysAsItIs(SigningAlgorithm algorithm) {
    var deployment = deployments.of(algorithm);
    var bobs = deployment.freshToken(DemoClient.BOB);
    var own = deployment.freshToken(DemoClient.ALICE);
    assertThat(deployment.present("/revoke", bobs, DemoClient.ALICE).status()).isEqualTo(200);
    assertThat(deployment.present("/revoke", own, DemoClient.ALICE).status()).isEqualTo(200);
    // What came later is known here, so what came before would be.
    awaitRefusal(deployment, Server.HR, own);
    Streamable.open(deployment.url(Server.HR), bobs).close();
  }

  @Test
  void aServerThatRestartsWhileTheTokenServiceIsGoneForgetsNothing() {
    try (var deployment = Deployment.start(SigningAlgorithm.RS256)) {
      var revoked = deployment.freshToken(DemoClient.ALICE);
      var other = deployment.freshToken(DemoClient.ALICE);
      assertThat(deployment.present("/revoke", revoked, DemoClient.ALICE).status()).isEqualTo(200);
      for (var server : Server.values()) {
        awaitRefusal(deployment, server, revoked);
      }
      deployment.stopTokenService();
      for (var server : Server.values()) {
        deployment.restart(server);
        assertThat(Streamable.knock(deployment.url(server), revoked).status()).isEqualTo(401);
        Streamable.open(deployment.url(server), other).close();
      }
    }
  }

  private static void awaitRefusal(Deployment deployment, Server server, String token) {
    while (Streamable.knock(deployment.url(server), token).status() != 401) {
      Thread.onSpinWait();
    }
  }
}
