package dev.rolegate.endtoend.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The TypeScript SDK, both generations, with a bearer header: what our own client sees is what they
 * see, and a refusal reaches their user in our words.
 */
class NpmClientsTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  private record Job(DemoClient client, Server server) {}

  @TestFactory
  Stream<DynamicContainer> listAndCallToolsWithABearerHeader() {
    return Stream.of(
        container("@modelcontextprotocol/client", "mcp"),
        container("@modelcontextprotocol/client", "sse"),
        container("@modelcontextprotocol/sdk", "mcp"),
        container("@modelcontextprotocol/sdk", "sse"));
  }

  private static DynamicContainer container(String name, String transport) {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var jobs = new ArrayList<Job>();
    for (var client : DemoClient.values()) {
      for (var server : Server.values()) {
        jobs.add(new Job(client, server));
      }
    }
    var outcomes = Node.run(input(deployment, jobs, transport), "tools.mjs", name, transport);
    var tests = new ArrayList<DynamicTest>();
    for (var i = 0; i < jobs.size(); i++) {
      var job = jobs.get(i);
      var outcome = outcomes.get(i);
      tests.add(
          DynamicTest.dynamicTest(
              job.client() + " at " + job.server(), () -> check(deployment, job, outcome)));
    }
    return DynamicContainer.dynamicContainer(name + " over /" + transport, tests);
  }

  private static String input(Deployment deployment, List<Job> jobs, String transport) {
    return Json.text(
        Json.of(
            jobs.stream()
                .map(job ->
                    Json.object()
                        .put(
                            "url", deployment.url(job.server()).resolve("/" + transport).toString())
                        .put("token", deployment.token(job.client()))
                        .put("tool", job.server().readTool()))
                .toList()));
  }

  private static void check(Deployment deployment, Job job, JsonNode outcome) {
    if (!job.client().isAdmittedTo(job.server())) {
      assertRefused(job, outcome.path("error").asText(outcome.toString()));
      return;
    }
    try (var ours = Streamable.open(deployment.url(job.server()), deployment.token(job.client()))) {
      assertThat(outcome.path("tools").valueStream().map(JsonNode::asText))
          .as(outcome.toString())
          .containsExactlyElementsOf(ours.toolNames());
      assertThat(Rpc.text(outcome.get("result")))
          .isEqualTo(Rpc.text(ours.result(job.server().readTool(), "{}")));
      assertThat(outcome.at("/result/structuredContent").isObject()).isTrue();
    }
  }

  /** Their user reads our sentence; only the event source keeps the body of a refusal to itself. */
  private static void assertRefused(Job job, String error) {
    var admits = job.client().jobRole() == null ? " admits: " : "; admitted: ";
    assertThat(error)
        .contains(
            error.startsWith("Error: SSE error") || error.startsWith("SseError")
                ? "403"
                : job.server() + admits);
  }
}
