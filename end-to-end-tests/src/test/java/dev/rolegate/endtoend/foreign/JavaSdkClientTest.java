package dev.rolegate.endtoend.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import dev.rolegate.endtoend.Transport;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.customizer.McpSyncHttpClientRequestCustomizer;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of the MCP Java SDK, with a bearer header. */
class JavaSdkClientTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  @ParameterizedTest
  @EnumSource
  void listsAndCallsToolsOnEachPermittedServer(Transport transport) {
    for (var who : DemoClient.values()) {
      for (var server : Server.values()) {
        if (who.isAdmittedTo(server)) {
          assertSameAsOurs(transport, who, server);
        }
      }
    }
  }

  /** Its person is asked, and what they say is done. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersWhatItIsAsked(boolean confirmed) {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var email = "sdk-" + confirmed + "@example.com";
    var asked = new ArrayList<String>();
    var token = deployment.token(DemoClient.ALICE);
    try (var client =
        McpClient.sync(streamable(deployment.url(Server.HR), token))
            .capabilities(McpSchema.ClientCapabilities.builder().elicitation().build())
            .elicitation(question -> {
              asked.add(question.message());
              return McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
                  .content(Map.of("confirm", confirmed))
                  .build();
            })
            .build()) {
      client.initialize();
      var result =
          client.callTool(
              McpSchema.CallToolRequest.builder("add_employee_record")
                  .arguments(
                      Map.of(
                          "name", "Sam Sdk",
                          "email", email,
                          "department", "Engineering",
                          "position", "Tester",
                          "location", "Berlin",
                          "hire_date", "2026-01-01"))
                  .build());
      assertThat(asked).singleElement().asString().contains("email: " + email);
      assertThat(result.isError()).isEqualTo(!confirmed);
      try (var ours = Streamable.open(deployment.url(Server.HR), token)) {
        assertThat(
                ours.result("get_employee_records", "{'search':'%s'}".formatted(email))
                    .at("/structuredContent/total")
                    .asInt())
            .isEqualTo(confirmed ? 1 : 0);
      }
    }
  }

  private static HttpClientStreamableHttpTransport streamable(URI url, String token) {
    return HttpClientStreamableHttpTransport.builder(url.toString())
        .endpoint("/mcp")
        .addHttpRequestCustomizer(
            (request, _, _, _, _) -> request.header("Authorization", "Bearer " + token))
        .build();
  }

  @Test
  void isRefusedWhereTheRoleIsNotAdmitted() {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    try (var _ = LogCapture.of("io.modelcontextprotocol");
        var client =
            client(
                Transport.STREAMABLE,
                deployment.url(Server.CRM),
                deployment.token(DemoClient.CAROL))) {
      assertThatThrownBy(client::initialize).isInstanceOf(RuntimeException.class);
    }
  }

  private static void assertSameAsOurs(Transport transport, DemoClient who, Server server) {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var url = deployment.url(server);
    var token = deployment.token(who);
    try (var client = client(transport, url, token);
        var ours = Streamable.open(url, token)) {
      client.initialize();
      assertThat(client.listTools().tools())
          .map(McpSchema.Tool::name)
          .containsExactlyElementsOf(ours.toolNames());
      var call = McpSchema.CallToolRequest.builder(server.readTool()).arguments(Map.of()).build();
      assertThat(client.callTool(call).content())
          .singleElement()
          .isInstanceOfSatisfying(
              McpSchema.TextContent.class,
              content ->
                  assertThat(content.text())
                      .isEqualTo(Rpc.text(ours.result(server.readTool(), "{}"))));
    }
  }

  /** The transport is as deprecated as the pair that it speaks. */
  @SuppressWarnings("deprecation")
  private static McpSyncClient client(Transport transport, URI url, String token) {
    McpSyncHttpClientRequestCustomizer bearer =
        (request, _, _, _, _) -> request.header("Authorization", "Bearer " + token);
    var spoken =
        switch (transport) {
          case STREAMABLE ->
              HttpClientStreamableHttpTransport.builder(url.toString())
                  .endpoint("/mcp")
                  .addHttpRequestCustomizer(bearer)
                  .build();
          case SSE ->
              HttpClientSseClientTransport.builder(url.toString())
                  .sseEndpoint("/sse")
                  .addHttpRequestCustomizer(bearer)
                  .build();
        };
    return McpClient.sync(spoken).build();
  }
}
