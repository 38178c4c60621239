package dev.rolegate.agent;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tools of several servers under names that are unique: a server's own, or {@code SERVER_TOOL}
 * where two servers have the same.
 */
final class ToolNames {
  private static final String CONFIRMATION = "dev.rolegate/confirmation";

  private ToolNames() {}

  /** The tools of each server, by its name; those of servers that are away count, too. */
  static Map<String, List<AgentTool>> of(List<ServerLink> links) {
    var owners = new HashMap<String, Set<String>>();
    for (var link : links) {
      for (var tool : link.listed()) {
        owners.computeIfAbsent(tool.name(), _ -> new HashSet<>()).add(link.name());
      }
    }
    var taken = new HashSet<>(owners.keySet());
    var tools = new HashMap<String, List<AgentTool>>();
    for (var link : links) {
      var own = new ArrayList<AgentTool>();
      var seen = new HashSet<String>();
      for (var tool : link.listed()) {
        if (seen.add(tool.name())) {
          var shared = owners.getOrDefault(tool.name(), Set.of()).size() > 1;
          own.add(
              tool(
                  shared ? free(link.name() + "_" + tool.name(), taken) : tool.name(), link, tool));
        }
      }
      tools.put(link.name(), own);
    }
    return tools;
  }

  private static String free(String wanted, Set<String> taken) {
    var name = wanted;
    for (var more = 2; !taken.add(name); more++) {
      name = wanted + "_" + more;
    }
    return name;
  }

  private static AgentTool tool(String name, ServerLink link, McpSchema.Tool tool) {
    return new AgentTool(
        name,
        link.name(),
        tool.name(),
        tool.title() == null ? tool.name() : tool.title(),
        tool.description() == null ? "" : tool.description(),
        Answers.object(tool.inputSchema()),
        effect(tool));
  }

  private static AgentTool.Effect effect(McpSchema.Tool tool) {
    if (tool.annotations() != null && Boolean.TRUE.equals(tool.annotations().readOnlyHint())) {
      return AgentTool.Effect.READS;
    }
    var asks = tool.meta() == null ? null : tool.meta().get(CONFIRMATION);
    return asks instanceof String who && !who.isEmpty() && !who.equals("none")
        ? AgentTool.Effect.SERVER_ASKS
        : AgentTool.Effect.WRITES;
  }
}
