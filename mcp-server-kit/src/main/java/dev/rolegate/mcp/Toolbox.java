package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.mcp.change.WritingTool;
import dev.rolegate.mcp.change.WritingTools;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tools of one server with what the policy says of each: the list that a role sees and the
 * calls that it may make come from here, and nowhere else. This class is immutable.
 */
final class Toolbox implements WritingTools {
  private final String server;
  private final AccessPolicy policy;
  private final Map<String, OfferedTool<?, ?>> tools = new LinkedHashMap<>();
  private final Map<String, String> lists = new HashMap<>();
  private final String listOfOthers;

  /**
   * @throws StartRefused when policy and tools do not match
   */
  Toolbox(String server, AccessPolicy policy, List<Tool<?, ?>> offered) {
    this.server = server;
    this.policy = policy;
    for (var tool : offered) {
      if (tools.put(tool.name(), new OfferedTool<>(tool)) != null) {
        throw new IllegalArgumentException("two tools have the name " + tool.name());
      }
    }
    var mismatches = policy.mismatches(server, tools.keySet());
    if (!mismatches.isEmpty()) {
      throw new StartRefused(mismatches);
    }
    policy.roles().forEach(role -> lists.put(role, listFor(role)));
    listOfOthers = listFor(null);
  }

  /** The tool of this name, or null. */
  @Nullable OfferedTool<?, ?> find(String name) {
    return tools.get(name);
  }

  Decision mayUse(String tool, Caller caller) {
    return policy.toolUse(server, tool, caller);
  }

  /** Who must say yes before the call changes anything. */
  Confirmation confirmation(OfferedTool<?, ?> tool, JsonNode arguments) {
    return policy.confirmation(server, tool.name(), arguments);
  }

  @Override
  public @Nullable WritingTool findWriting(String name) {
    var tool = tools.get(name);
    return tool != null && tool.writes() ? tool : null;
  }

  @Override
  public Decision mayCall(
      AccessPolicy current, WritingTool tool, JsonNode arguments, Caller caller) {
    return current.toolUse(server, tool.name(), caller);
  }

  /** The result of {@code tools/list} as JSON text; roles that the policy does not know are one. */
  String list(Caller caller) {
    if (caller.actor() != null) {
      // What both may use: seldom asked for, and there are too many pairs to keep a list of each.
      return listed(names(caller));
    }
    var jobRole = caller.jobRole();
    return jobRole == null ? listOfOthers : lists.getOrDefault(jobRole, listOfOthers);
  }

  /** The names of all tools. */
  Set<String> names() {
    return Set.copyOf(tools.keySet());
  }

  /** The names that a caller sees, in the order of the list. */
  List<String> names(Caller caller) {
    return names(name -> mayUse(name, caller));
  }

  private List<String> names(Function<String, Decision> policy) {
    return tools.keySet().stream()
        .filter(name -> policy.apply(name) instanceof Decision.Allowed)
        .toList();
  }

  private String listFor(@Nullable String jobRole) {
    return listed(names(name -> policy.toolUse(server, name, jobRole)));
  }

  private String listed(List<String> names) {
    var result = JsonNodeFactory.instance.objectNode();
    var entries = result.putArray("tools");
    for (var name : names) {
      var tool = tools.get(name);
      if (tool != null) {
        entries.add(tool.description());
      }
    }
    return result.toString();
  }
}
