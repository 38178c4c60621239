package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ServerState;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Json;
import dev.rolegate.cli.Rolegate;
import dev.rolegate.cli.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a client may call, everywhere, or what one tool takes. */
@Command(
    name = "tools",
    description = {
      "Lists the tools of every server that the client is admitted to, or explains one. Names stand"
          + " as they are; where two servers have the same, with the server before it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate tools --as bob",
      "  rolegate tools hr_get_change --as bob"
    })
public final class ListTools implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private final SignIn signIn = new SignIn();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "a server, for its tools only, or a tool, for what it takes")
  private @Nullable String name;

  /** Makes the command of this tree. */
  public ListTools(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    return signIn.join(rolegate, Person.nobody(), this::list);
  }

  private int list(Agent agent) {
    var states = agent.servers();
    var wanted = name;
    if (wanted != null && states.stream().noneMatch(one -> one.name().equals(wanted))) {
      return new Invocation(agent, rolegate.json(), rolegate.terminal())
          .help(FoundTool.named(agent, wanted));
    }
    var shown = states.stream().filter(one -> wanted == null || one.name().equals(wanted)).toList();
    var tools = Shown.joined(shown).flatMap(one -> one.tools().stream()).toList();
    if (rolegate.json()) {
      print(tools);
    } else {
      table(tools).printTo(rolegate.terminal());
    }
    return exit(shown, rolegate);
  }

  private void print(List<AgentTool> tools) {
    var json = Json.object();
    var list = json.putArray("tools");
    for (var tool : tools) {
      list.addObject()
          .put("name", tool.name())
          .put("server", tool.server())
          .put("tool", tool.tool())
          .put("title", tool.title())
          .put("description", tool.description())
          .put("effect", ToolHelp.words(tool.effect()))
          .set("input_schema", tool.inputSchema());
    }
    rolegate.terminal().print(Json.line(json));
  }

  static Table table(List<AgentTool> tools) {
    var table = new Table();
    table.row("NAME", "SERVER", "IT", "WHAT");
    tools.forEach(
        tool -> table.row(tool.name(), tool.server(), ToolHelp.words(tool.effect()), tool.title()));
    return table;
  }

  /** Says what is missing, and which exit code that makes. */
  static int exit(List<ServerState> states, Rolegate rolegate) {
    var down = false;
    var joined = false;
    for (var state : states) {
      switch (state) {
        case ServerState.Joined _ -> joined = true;
        case ServerState.Down(var one, var _, var why) -> {
          down = true;
          rolegate.terminal().complain(one + " is down: " + why);
        }
        case ServerState.NotPermitted(var one, var why) ->
            rolegate.terminal().note(one + " is not permitted: " + why);
      }
    }
    return (joined ? Exit.DONE : down ? Exit.UNREACHED : Exit.REFUSED).code();
  }
}
