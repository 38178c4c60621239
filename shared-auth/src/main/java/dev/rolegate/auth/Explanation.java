package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.ArgumentRule.Fit;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a role may use a tool, or may not, and who may. It decides nothing: it asks the policy what
 * the server asks it.
 *
 * @param rule the path of the line that decides
 * @param rolesThatMay the roles that would be allowed
 * @param conditions what else must hold, which only the server can tell
 * @param confirmations who must say yes before it changes anything; none when the policy has no
 *     line
 */
public record Explanation(
    boolean allowed,
    String rule,
    String sentence,
    List<String> rolesThatMay,
    List<String> conditions,
    List<String> confirmations) {
  public Explanation {
    rolesThatMay = List.copyOf(rolesThatMay);
    conditions = List.copyOf(conditions);
    confirmations = List.copyOf(confirmations);
  }

  /**
   * Explains.
   *
   * @param role null: the claim is absent
   * @param arguments null: whatever they are
   */
  public static Explanation of(
      AccessPolicy policy,
      String server,
      String tool,
      @Nullable String role,
      @Nullable ObjectNode arguments) {
    if (policy.toolUse(server, tool, role) instanceof Denied denied) {
      return denied(rule(policy, server, tool, role), denied.explanation(), denied.rolesThatMay());
    }
    var conditions = new ArrayList<String>();
    for (var rule : policy.argumentRules(server, tool, role)) {
      var fit = arguments == null ? Fit.UP_TO_THE_OWNER : rule.fit(arguments.path(rule.argument()));
      if (fit == Fit.BROKEN) {
        return denied(
            rule.rule(),
            "for job_role %s %s of %s must be %s"
                .formatted(shown(role), rule.argument(), tool, rule.told()),
            policy.unboundRoles(server, tool, rule.argument()));
      }
      if (fit == Fit.UP_TO_THE_OWNER) {
        conditions.add("%s must be %s (%s)".formatted(rule.argument(), rule.told(), rule.rule()));
      }
    }
    return new Explanation(
        true,
        "servers.%s.tools.%s.allow".formatted(server, tool),
        "job_role %s may use %s of %s".formatted(shown(role), tool, server),
        policy.rolesFor(server, tool),
        conditions,
        confirmations(policy, server, tool, arguments));
  }

  /** As an object for programs. */
  public ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("allowed", allowed).put("rule", rule).put("explanation", sentence);
    put(json, "roles_that_may", rolesThatMay);
    put(json, "conditions", conditions);
    put(json, "confirm", confirmations);
    return json;
  }

  private static Explanation denied(String rule, String sentence, List<String> rolesThatMay) {
    return new Explanation(false, rule, sentence, rolesThatMay, List.of(), List.of());
  }

  /** The admission comes first, as it does where it is enforced. */
  private static String rule(
      AccessPolicy policy, String server, String tool, @Nullable String role) {
    if (!policy.servers().contains(server)) {
      return "servers";
    }
    if (policy.admission(server, role) instanceof Denied) {
      return "servers." + server + ".admit";
    }
    var tools = "servers." + server + ".tools";
    return policy.tools(server).contains(tool) ? tools + "." + tool + ".allow" : tools;
  }

  private static List<String> confirmations(
      AccessPolicy policy, String server, String tool, @Nullable JsonNode arguments) {
    var lines = policy.confirmationLines(server, tool);
    if (lines.isEmpty() || arguments == null) {
      return lines.stream().map(ConfirmationLine::told).toList();
    }
    var strictest = policy.confirmation(server, tool, arguments);
    return List.of(new ConfirmationLine(null, strictest).told() + " (" + strictest.rule() + ")");
  }

  private static String shown(@Nullable String role) {
    return role == null ? "(absent)" : OneLine.of(role, 64);
  }

  private static void put(ObjectNode json, String name, List<String> texts) {
    var array = json.putArray(name);
    texts.forEach(array::add);
  }
}
