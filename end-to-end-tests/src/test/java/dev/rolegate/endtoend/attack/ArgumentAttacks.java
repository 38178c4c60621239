package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import java.util.List;

/** Attacks by the values of arguments. */
final class ArgumentAttacks {
  private final McpArena arena;

  ArgumentAttacks(McpArena arena) {
    this.arena = arena;
  }

  /** Every argument of a write in turn holds the fuzz; the rest is valid. */
  void fuzz(AttackCase one) {
    var fuzz = one.request().get("arguments_fuzz").asText();
    for (var argument :
        List.of("name", "email", "department", "location", "hire_date", "salary", "phone")) {
      var call = Tools.addEmployee(Json.object().put(argument, fuzz));
      var answer =
          arena.post(
              Json.text(call),
              List.of("Authorization: Bearer " + arena.token()),
              arena.target().canary().sessionHeaders());
      assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
      if (answer.status() == 200) {
        assertRefusedOrStoredExactly(answer.json(), argument, fuzz);
      }
    }
    assertNumberIsHandled(fuzz);
  }

  private void assertRefusedOrStoredExactly(JsonNode response, String argument, String fuzz) {
    var result = response.get("result");
    if (Rpc.isError(result)) {
      assertThat(Rpc.text(result)).isNotBlank();
      return;
    }
    var id = result.at("/structuredContent/employee_id").asText();
    var stored =
        arena
            .target()
            .canary()
            .result("get_employee_records", "{'employee_id':'" + id + "'}")
            .at("/structuredContent/employees/0");
    assertThat(stored.get(argument).asText()).as(id).isEqualTo(fuzz);
  }

  /** The same as a bare JSON number where it is one. */
  private void assertNumberIsHandled(String fuzz) {
    if (!fuzz.matches("-?[0-9e]+")) {
      return;
    }
    var call = Json.text(Tools.addEmployee(Json.object().put("salary", 1)));
    var answer =
        arena.post(
            call.replace("\"salary\":1", "\"salary\":" + fuzz),
            List.of("Authorization: Bearer " + arena.token()),
            arena.target().canary().sessionHeaders());
    assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
  }
}
