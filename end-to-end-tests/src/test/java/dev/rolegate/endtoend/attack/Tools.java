package dev.rolegate.endtoend.attack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import java.util.UUID;

/** Calls that would change something if they got through. */
final class Tools {
  private Tools() {}

  /** {@code tools_call_admin} and {@code tools_call_write}: a new employee, valid in every way. */
  static ObjectNode addEmployee(ObjectNode more) {
    var arguments =
        Json.object(
            """
            {'name':'Mallory Intruder','email':'mallory-%s@example.com','department':'Engineering',
             'position':'Intruder','location':'Berlin','hire_date':'2026-01-01'}
            """
                .formatted(UUID.randomUUID()));
    arguments.setAll(more);
    return Rpc.request(1, "tools/call", Rpc.call("add_employee_record", arguments));
  }
}
