package dev.rolegate.agent.chat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tools as a model is told of them. Vendors take letters, digits, {@code _} and {@code -} in a
 * name, 64 at most, so what MCP allows beyond that is renamed. Immutable.
 */
final class ToolBelt {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 1024;

  private final Map<String, AgentTool> byName;

  private ToolBelt(Map<String, AgentTool> byName) {
    this.byName = byName;
  }

  static ToolBelt of(List<AgentTool> tools) {
    var named = new LinkedHashMap<String, AgentTool>();
    for (var tool : tools) {
      var name = tool.name().replaceAll("[^A-Za-z0-9_-]", "_");
      name = name.matches("[A-Za-z_].*") ? name : "_" + name;
      name = name.substring(0, Math.min(name.length(), LONGEST_NAME));
      for (var more = 2; named.containsKey(name); more++) {
        var end = "_" + more;
        name = name.substring(0, Math.min(name.length(), LONGEST_NAME - end.length())) + end;
      }
      named.put(name, tool);
    }
    return new ToolBelt(named);
  }

  List<ToolSpecification> specifications() {
    return byName.entrySet().stream()
        .map(named ->
            ToolSpecification.builder()
                .name(named.getKey())
                .description(described(named.getValue()))
                .parameters(ToolSchemas.object(named.getValue().inputSchema()))
                .build())
        .toList();
  }

  /** Null: there is none of this name; one that the role may not use is not there either. */
  @Nullable AgentTool find(String name) {
    return byName.get(name);
  }

  /** In words that a model can pass on. */
  String unknown(String name) {
    return "There is no tool "
        + OneLine.quoted(name)
        + " for this person, so nothing was called"
        + NearMatch.suggestion(name, byName.keySet())
        + ". Those there are: "
        + (byName.isEmpty() ? "none" : String.join(", ", byName.keySet()))
        + ". A tool that is missing here is one that the person's role may not use, or its server"
        + " does not answer.";
  }

  private static String described(AgentTool tool) {
    var text = tool.description().isBlank() ? tool.title() : tool.description();
    var whole = "(" + tool.server() + ") " + text;
    return whole.substring(0, OneLine.cut(whole, LONGEST_DESCRIPTION));
  }
}
