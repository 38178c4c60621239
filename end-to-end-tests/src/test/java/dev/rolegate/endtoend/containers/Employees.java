package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;

/** Writes and reads in the HR server, to see whether data lasts. */
final class Employees {
  private static final String ADA = "ada.lovelace@example.com";

  private Employees() {}

  /** The server acknowledges a new employee. */
  static void addAda(Compose compose, String token) {
    try (var session = Streamable.open(compose.url(Server.HR), token)) {
      var result =
          session.result(
              "add_employee_record",
              "{'name': 'Ada Lovelace', 'email': '%s', 'department': 'Engineering', 'position':"
                      .formatted(ADA)
                  + " 'Analyst', 'location': 'London', 'hire_date': '2026-01-05'}");
      assertThat(Rpc.isError(result)).as(result.toString()).isFalse();
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
