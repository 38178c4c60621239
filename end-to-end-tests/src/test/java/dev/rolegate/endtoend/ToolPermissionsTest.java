package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each role may do inside the servers that admit it: listed if and only if callable. */
class ToolPermissionsTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  /** Every tool of the contract with the clients that may use it: written out, not computed. */
  private static final Map<Server, Map<String, Set<DemoClient>>> PERMITTED =
      Map.of(
          Server.HR,
          Map.of(
              "get_employee_records", Set.of(DemoClient.ALICE, DemoClient.BOB, DemoClient.CAROL),
              "add_employee_record", Set.of(DemoClient.ALICE),
              "create_leave_request", Set.of(DemoClient.ALICE, DemoClient.BOB, DemoClient.CAROL),
              "get_leave_requests", Set.of(DemoClient.ALICE, DemoClient.BOB, DemoClient.CAROL),
              "decide_leave_request", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "get_hr_summary", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "get_change", Set.of(DemoClient.ALICE, DemoClient.BOB, DemoClient.CAROL)),
          Server.PROJECT,
          Map.of(
              "create_project_task", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "get_project_tasks", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "update_task_state", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "get_task_progress", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "get_overdue_tasks", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "get_project_summary", Set.of(DemoClient.ALICE, DemoClient.BOB),
              "get_change", Set.of(DemoClient.ALICE, DemoClient.BOB)),
          Server.CRM,
          Map.of(
              "get_customer_profiles", Set.of(DemoClient.ALICE),
              "add_customer_profile", Set.of(DemoClient.ALICE),
              "update_customer_status", Set.of(DemoClient.ALICE),
              "record_interaction", Set.of(DemoClient.ALICE),
              "get_interaction_history", Set.of(DemoClient.ALICE),
              "create_sales_opportunity", Set.of(DemoClient.ALICE),
              "get_sales_opportunities", Set.of(DemoClient.ALICE),
              "get_crm_summary", Set.of(DemoClient.ALICE),
              "get_change", Set.of(DemoClient.ALICE)));

  /** A client inside a server. */
  record Inside(SigningAlgorithm algorithm, DemoClient client, Server server, Transport transport) {
    @Override
    public String toString() {
      return "%s %s at %s%s".formatted(algorithm, client, server, transport);
    }
  }

  static Stream<Inside> inside() {
    return RoleMatrixTest.admitted()
        .map(cell -> new Inside(cell.algorithm(), cell.client(), cell.server(), cell.transport()));
  }

  @Test
  void theRepositorysPolicyIsAboutExactlyTheToolsOfTheContract() {
    var policy = AccessPolicy.load(Repository.file("access-policy.yaml"));
    for (var server : Server.values()) {
      assertThat(policy.tools(server.toString()))
          .containsExactlyInAnyOrderElementsOf(PERMITTED.get(server).keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("inside")
  void aToolIsListedIfAndOnlyIfItIsCallable(Inside inside) {
    var deployment = deployments.of(inside.algorithm());
    var url = deployment.url(inside.server());
    try (var session = inside.transport().open(url, deployment.token(inside.client()))) {
      var callable = new ArrayList<String>();
      for (var tool : PERMITTED.get(inside.server()).keySet()) {
        if (isCallable(inside, session, tool)) {
          callable.add(tool);
        }
      }
      var expected =
          PERMITTED.get(inside.server()).entrySet().stream()
              .filter(tool -> tool.getValue().contains(inside.client()))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(callable).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(session.toolNames()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** Without arguments nothing is changed: a tool that needs some says so. */
  private static boolean isCallable(Inside inside, McpSession session, String tool) {
    var result = session.result(tool, "{}");
    var refusal =
        "job_role %s may not use %s; allowed: ".formatted(inside.client().jobRole(), tool);
    var text = Rpc.text(result);
    if (!text.contains(refusal)) {
      assertThat(text).doesNotContain("may not use");
      return true;
    }
    assertThat(Rpc.isError(result)).isTrue();
    assertThat(text).contains(refusal + roles(PERMITTED.get(inside.server()).get(tool)));
    return false;
  }

  @Test
  void everyRefusedCallIsAudited() {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    try (var carol =
        Streamable.open(deployment.url(Server.HR), deployment.token(DemoClient.CAROL))) {
      var answer = carol.post("add_employee_record", Json.object());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(deployment.audit(Server.HR).of(answer.requestId()))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.get("tool").asText()).isEqualTo("add_employee_record");
            assertThat(line.get("subject").asText()).isEqualTo("carol");
            assertThat(line.get("role").asText()).isEqualTo("Officer");
            assertThat(line.get("outcome").asText()).isEqualTo("denied");
            assertThat(line.get("reason").asText()).isEqualTo("tool_not_allowed");
          });
    }
  }

  @ParameterizedTest
  @MethodSource("inside")
  void everyToolTellsAModelWhatItNeedsToKnow(Inside inside) {
    var deployment = deployments.of(inside.algorithm());
    var url = deployment.url(inside.server());
    try (var session = inside.transport().open(url, deployment.token(inside.client()))) {
      assertThat(session.tools()).isNotEmpty().allSatisfy(ToolPermissionsTest::assertTold);
    }
  }

  private static void assertTold(JsonNode tool) {
    var name = tool.get("name").asText();
    assertThat(tool.path("description").asText()).as(name).hasSizeGreaterThan(20);
    for (var schema : List.of(tool.path("inputSchema"), tool.path("outputSchema"))) {
      assertThat(schema.path("type").asText()).as(name).isEqualTo("object");
    }
    assertThat(tool.path("inputSchema").path("properties").propertyStream())
        .as(name)
        .allSatisfy(property ->
            assertThat(property.getValue().path("description").asText())
                .as(property.getKey())
                .isNotBlank());
    var hints = tool.path("annotations");
    assertThat(hints.path("readOnlyHint").asBoolean()).as(name).isEqualTo(name.startsWith("get_"));
    assertThat(hints.path("readOnlyHint").isBoolean()).as(name).isTrue();
    assertThat(hints.path("readOnlyHint").asBoolean() || hints.path("destructiveHint").isBoolean())
        .as(name)
        .isTrue();
  }

  private static String roles(Set<DemoClient> clients) {
    return Stream.of(DemoClient.values())
        .filter(clients::contains)
        .map(client -> String.valueOf(client.jobRole()))
        .collect(Collectors.joining(", "));
  }
}
