package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A salary and an emergency contact that nobody else has, looked for in every byte that those are
 * sent who do not see them.
 */
class CanaryTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  private static final String SALARY = "7391528";
  private static final String CONTACT = "Canary Fincherton";

  private static final List<String> ARGUMENTS =
      List.of(
          "{}",
          "{'mine': true}",
          "{'search': 'okafor'}",
          "{'search': 'canary fincherton'}",
          "{'employee_id': 'EMP-004'}",
          "{'employee_id': 'okafor'}",
          "{'user_id': '123'}",
          "{'manager_id': 'EMP-001'}",
          "{'hire_date_from': '2018-01-08'}",
          "{'sort': 'salary'}",
          "{'sort': 'hire_date'}",
          "{'salary': 1}",
          "{'salary_from': 1, 'fields': ['salary', 'emergency_contact']}",
          "{'department': 'Engineering'}",
          "{'department': 'nowhere'}",
          "{'leave_request_id': 'LEAVE-004', 'decision': 'approve'}",
          "{'leave_request_id': 'LEAVE-001', 'decision': 'approve', 'comment': 'x'}",
          "{'employee_id': 'EMP-004', 'leave_type': 'annual', 'start_date': '2028-01-03',"
              + " 'end_date': '2028-01-04'}",
          "{'employee_id': 'EMP-007', 'leave_type': 'annual', 'start_date': '2027-03-01',"
              + " 'end_date': '2027-03-01'}",
          "{'name': 'x', 'email': 'daniel.okafor@example.com', 'department': 'Engineering',"
              + " 'position': 'x', 'location': 'Berlin', 'hire_date': '2026-12-01', 'user_id':"
              + " '123'}");

  @BeforeAll
  static void hide() throws SQLException {
    var file = deployments.of(SigningAlgorithm.RS256).folder().resolve("hr").resolve("hr.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "update employees set salary = %s00, emergency_contact = '%s' where employee_id ="
                          .formatted(SALARY, CONTACT)
                      + " 'EMP-004'"))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoMaySeeThemSeesThem(Transport transport) {
    assertThat(everythingSentTo(DemoClient.ALICE, transport)).contains(SALARY, CONTACT);
  }

  @ParameterizedTest
  @CsvSource({"BOB,STREAMABLE", "BOB,SSE", "CAROL,STREAMABLE", "CAROL,SSE"})
  void nobodyElseIsSentThem(DemoClient client, Transport transport) {
    var sent = everythingSentTo(client, transport);
    assertThat(sent).doesNotContain(SALARY).doesNotContainIgnoringCase(CONTACT);
    assertThat(sent).as("it did find the record").contains("Daniel Okafor");
  }

  /** Every tool that there is, whether listed or not, with everything that might be answered. */
  private static String everythingSentTo(DemoClient client, Transport transport) {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var names = new ArrayList<String>();
    try (var alice = session(DemoClient.ALICE, transport)) {
      names.addAll(alice.toolNames());
    }
    var sent = new StringBuilder();
    try (var session = transport.open(deployment.url(Server.HR), deployment.token(client))) {
      sent.append(session.request("tools/list", Json.object()));
      for (var name : names) {
        for (var arguments : ARGUMENTS) {
          // what is looked for is not what was sent there
          sent.append(
              session
                  .call(name, Json.object(arguments))
                  .toString()
                  .replace("canary fincherton", ""));
        }
      }
    }
    return sent.toString();
  }

  private static McpSession session(DemoClient client, Transport transport) {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    return transport.open(deployment.url(Server.HR), deployment.token(client));
  }

  @Test
  void carolSeesHerOwnSalaryNotBobsAndRequestsLeaveForHerselfOnly() {
    try (var carol = session(DemoClient.CAROL, Transport.STREAMABLE)) {
      var own = carol.result("get_employee_records", "{'mine': true}").path("structuredContent");
      assertThat(own.at("/employees/0/salary").asInt()).isEqualTo(54_200);
      var bob = carol.result("get_employee_records", "{'search': 'Bob Tran'}");
      assertThat(bob.at("/structuredContent/employees/0").has("salary")).isFalse();
      assertThat(bob.at("/content/0/text").asText()).contains("Bob Tran").doesNotContain("salary");
      var forBob =
          carol.result(
              "create_leave_request",
              "{'employee_id': 'EMP-002', 'leave_type': 'annual', 'start_date': '2028-05-02',"
                  + " 'end_date': '2028-05-03'}");
      assertThat(forBob.path("isError").asBoolean()).isTrue();
      assertThat(Rpc.text(forBob))
          .contains("employee_id must be the caller's own", "not bound by it: Manager");
    }
  }

  @Test
  void aRefusalByAnArgumentIsAuditedAsOne() {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    try (var carol =
        Streamable.open(deployment.url(Server.HR), deployment.token(DemoClient.CAROL))) {
      var answer = carol.post("get_employee_records", Json.object("{'employee_id': 'EMP-004'}"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(deployment.audit(Server.HR).of(answer.requestId()))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.get("outcome").asText()).isEqualTo("denied");
            assertThat(line.get("reason").asText()).isEqualTo("argument_not_allowed");
          });
    }
  }
}
