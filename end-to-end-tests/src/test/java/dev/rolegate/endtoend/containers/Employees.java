package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.net.URI;

/** Writes and reads in the HR server, to see whether data lasts. */
final class Employees {
  private static final String ADA = "ada.lovelace@example.com";

  private Employees() {}

  /** The server acknowledges a new employee, once an approver has released the change. */
  static void addAda(Compose compose, String token) {
    try (var session = Streamable.open(compose.url(Server.HR), token)) {
      var result =
          session.result(
              "add_employee_record",
              "{'name': 'Ada Lovelace', 'email': '%s', 'department': 'Engineering', 'position':"
                      .formatted(ADA)
                  + " 'Analyst', 'location': 'London', 'hire_date': '2026-01-05'}");
      assertThat(Rpc.isError(result)).as("asks first: " + result).isTrue();
      var change = result.at("/_meta/dev.rolegate~1change/change_id").asText();
      var released =
          Http.post(
              URI.create(compose.approvals(Server.HR) + "/api/approve"),
              "{\"id\":\"" + change + "\"}",
              "Content-Type: application/json",
              "Authorization: Bearer " + compose.approverToken("alice", Server.HR));
      assertThat(released.status()).as(released.toString()).isEqualTo(200);
      assertThat(released.json().at("/change/state").asText()).isEqualToIgnoringCase("done");
    }
  }

  /** That employee is there, once. */
  static void assertAdaIsThere(Compose compose, String token) {
    try (var session = Streamable.open(compose.url(Server.HR), token)) {
      var found = session.result("get_employee_records", "{'search': 'Ada Lovelace'}");
      assertThat(found.get("structuredContent").get("employees").valueStream())
          .extracting(employee -> employee.get("email").asText())
          .containsExactly(ADA);
    }
  }
}
