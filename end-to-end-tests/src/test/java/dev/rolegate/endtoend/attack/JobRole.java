package dev.rolegate.endtoend.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A case's {@code roles}, which Rolegate does not have, as {@code job_role}: {@code ["hr"]} is
 * Officer, any other single role is itself, none is the claim absent, anything else stays raw.
 */
final class JobRole {
  private static final String CLAIM = "job_role";

  private JobRole() {}

  static void set(ObjectNode claims, JsonNode roles) {
    if (roles.isArray() && roles.isEmpty()) {
      claims.remove(CLAIM);
    } else if (roles.isArray() && roles.size() == 1) {
      var only = roles.get(0).asText();
      claims.put(CLAIM, only.equals("hr") ? "Officer" : only);
    } else {
      claims.set(CLAIM, roles);
    }
  }

  /** The same in the text of one member. */
  static String inText(String member) {
    return member
        .replace("\"roles\":[\"hr\"]", "\"job_role\":\"Officer\"")
        .replace("\"roles\":[\"admin\"]", "\"job_role\":\"admin\"")
        .replace("\"\\u0072oles\":[\"admin\"]", "\"\\u006aob_role\":\"admin\"");
  }
}
