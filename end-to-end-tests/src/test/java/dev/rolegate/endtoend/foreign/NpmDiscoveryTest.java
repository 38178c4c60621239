package dev.rolegate.endtoend.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Server;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packages' own client-credentials providers, which know a server's URL, an id and a secret.
 * They find the token service by themselves, if they can read its metadata.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NpmDiscoveryTest {
  private Deployment deployment;

  @BeforeAll
  void start() {
    deployment = Deployment.start(SigningAlgorithm.RS256, Addresses.real());
  }

  @AfterAll
  void stop() {
    deployment.close();
  }

  /**
   * Both packages parse the metadata with a schema that demands {@code authorization_endpoint},
   * against RFC 8414 §2, and give up. When this fails after an update, they have been mended: the
   * README's note and the repair in {@code discovery.mjs} can go.
   */
  @ParameterizedTest
  @ValueSource(strings = {"@modelcontextprotocol/client", "@modelcontextprotocol/sdk"})
  void asPublishedTheyCannotReadMetadataWithoutAnAuthorizationEndpoint(String name) {
    var outcome = discover(name, DemoClient.ALICE, Server.HR);
    assertThat(outcome.at("/error/name").asText()).as(outcome.toString()).isEqualTo("ZodError");
    assertThat(outcome.at("/error/message").asText()).contains("authorization_endpoint");
    assertThat(outcome.get("asked").valueStream().map(asked -> asked.asText()))
        .containsExactly(
            "POST /mcp",
            "GET /.well-known/oauth-protected-resource/mcp",
            "GET /.well-known/oauth-authorization-server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@modelcontextprotocol/client", "@modelcontextprotocol/sdk"})
  void otherwiseTheyFindTheirWayFromA401ToATool(String name) {
    var outcome = discover(name, DemoClient.BOB, Server.PROJECT, "--repaired");
    assertThat(outcome.has("error")).as(outcome.toString()).isFalse();
    assertThat(outcome.at("/result/structuredContent").isObject()).isTrue();
    // They ask for this resource (RFC 8707), so the token is good for nothing else.
    assertThat(outcome.at("/claims/aud").asText()).isEqualTo(deployment.resource(Server.PROJECT));
    assertThat(outcome.at("/claims/sub").asText()).isEqualTo("bob");
    assertThat(outcome.get("asked").valueStream().limit(4).map(asked -> asked.asText()))
        .containsExactly(
            "POST /mcp",
            "GET /.well-known/oauth-protected-resource/mcp",
            "GET /.well-known/oauth-authorization-server",
            "POST /token");
  }

  /** Its role is not admitted, so it gets no token for this server, and is told so. */
  @ParameterizedTest
  @ValueSource(strings = {"@modelcontextprotocol/client", "@modelcontextprotocol/sdk"})
  void aClientWhoseRoleIsNotAdmittedGetsNoToken(String name) {
    var outcome = discover(name, DemoClient.CAROL, Server.CRM, "--repaired");
    assertThat(outcome.at("/error/message").asText())
        .as(outcome.toString())
        .contains("not admitted to this server");
    assertThat(outcome.get("asked").valueStream().map(asked -> asked.asText()))
        .filteredOn("POST /token"::equals)
        .hasSize(1);
  }

  private JsonNode discover(String name, DemoClient client, Server server, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "discovery.mjs",
                name,
                deployment.resource(server),
                client.id(),
                client.secret(),
                server.readTool()));
    arguments.addAll(List.of(more));
    return Node.run("", arguments.toArray(String[]::new));
  }
}
