package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Json;
import dev.rolegate.cli.Terminal;
import java.util.List;

/** Calls one tool with what somebody typed, and shows what came of it. */
final class Invocation {
  private final Agent agent;
  private final boolean json;
  private final Terminal terminal;

  Invocation(Agent agent, boolean json, Terminal terminal) {
    this.agent = agent;
    this.json = json;
    this.terminal = terminal;
  }

  int call(String server, String name, List<String> words) {
    return switch (find(server, name)) {
      case FoundTool.Missing(var exit, var sentence) -> {
        terminal.complain(sentence);
        yield exit.code();
      }
      case FoundTool.Found(var tool) ->
          switch (TypedArguments.of(tool, words)) {
            case TypedArguments.Outcome.Unfit(var problems) -> {
              problems.forEach(problem -> terminal.complain(tool.tool() + ": " + problem));
              terminal.note("See: rolegate call " + server + " " + tool.tool() + " --help");
              yield Exit.USAGE.code();
            }
            case TypedArguments.Outcome.Fit(var arguments) -> {
              var answer = agent.call(tool, arguments);
              if (json) {
                terminal.print(Json.line(Shown.json(answer)));
              } else if (answer.refused()) {
                Shown.answer(answer).forEach(terminal::note);
              } else {
                Shown.answer(answer).forEach(terminal::print);
              }
              yield (answer.refused() ? Exit.REFUSED : Exit.DONE).code();
            }
          };
    };
  }

  /** A server that was down is tried again. */
  private FoundTool find(String server, String name) {
    var found = FoundTool.at(agent, server, name);
    if (found instanceof FoundTool.Missing(var exit, var _) && exit == Exit.UNREACHED) {
      agent.refresh();
      return FoundTool.at(agent, server, name);
    }
    return found;
  }

  int help(FoundTool found) {
    return switch (found) {
      case FoundTool.Missing(var exit, var sentence) -> {
        terminal.complain(sentence);
        yield exit.code();
      }
      case FoundTool.Found(var tool) -> {
        if (json) {
          terminal.print(
              Json.line(
                  Json.object()
                      .put("name", tool.name())
                      .put("server", tool.server())
                      .put("tool", tool.tool())
                      .put("title", tool.title())
                      .put("description", tool.description())
                      .put("effect", ToolHelp.words(tool.effect()))
                      .set("input_schema", tool.inputSchema())));
        } else {
          ToolHelp.of(tool).forEach(terminal::print);
        }
        yield Exit.DONE.code();
      }
    };
  }
}
