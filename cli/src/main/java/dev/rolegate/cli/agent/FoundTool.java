package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.ServerState;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.cli.Exit;
import java.util.List;
import java.util.stream.Collectors;

/** Finds a tool by the words somebody typed, or says why there is none. */
sealed interface FoundTool {
  record Found(AgentTool tool) implements FoundTool {}

  record Missing(Exit exit, String sentence) implements FoundTool {}

  /** By a server's name and the tool's own name there, or its name among all. */
  static FoundTool at(Agent agent, String server, String tool) {
    var states = agent.servers();
    for (var state : states) {
      if (state.name().equals(server)) {
        return switch (state) {
          case ServerState.Joined joined -> among(joined, tool);
          case ServerState.NotPermitted(var name, var why) ->
              new Missing(Exit.REFUSED, name + " is not permitted: " + why);
          case ServerState.Down(var name, var _, var why) ->
              new Missing(Exit.UNREACHED, name + " is down: " + why);
        };
      }
    }
    var names = states.stream().map(ServerState::name).toList();
    return new Missing(
        Exit.REFUSED,
        "no server is called "
            + OneLine.quoted(server)
            + NearMatch.suggestion(server, names)
            + (names.isEmpty() ? "" : "; there are: " + String.join(", ", names)));
  }

  /** By its name among all. */
  static FoundTool named(Agent agent, String name) {
    var tools = Shown.joined(agent.servers()).flatMap(one -> one.tools().stream()).toList();
    return tools.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .<FoundTool>map(Found::new)
        .orElseGet(() ->
            new Missing(
                Exit.REFUSED, "no tool is called " + OneLine.quoted(name) + several(name, tools)));
  }

  private static FoundTool among(ServerState.Joined server, String tool) {
    for (var one : server.tools()) {
      if (one.tool().equals(tool) || one.name().equals(tool)) {
        return new Found(one);
      }
    }
    return new Missing(
        Exit.REFUSED,
        server.name()
            + " offers you no tool "
            + OneLine.quoted(tool)
            + NearMatch.suggestion(tool, server.tools().stream().map(AgentTool::tool).toList())
            + "; there are: "
            + server.tools().stream().map(AgentTool::tool).collect(Collectors.joining(", ")));
  }

  private static String several(String name, List<AgentTool> tools) {
    var same = tools.stream().filter(one -> one.tool().equals(name)).map(AgentTool::name).toList();
    return same.isEmpty()
        ? NearMatch.suggestion(name, tools.stream().map(AgentTool::name).toList()) + "; see: tools"
        : "; several servers have one: " + String.join(", ", same);
  }
}
