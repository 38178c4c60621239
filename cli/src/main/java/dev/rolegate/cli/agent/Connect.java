package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ServerState;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Json;
import dev.rolegate.cli.Rolegate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Joins every server that the client is admitted to. */
@Command(
    name = "connect",
    description = {
      "Joins every server that the client is admitted to, and says which are not and why. On a"
          + " terminal a shell follows, where tools are listed and called; elsewhere, and with"
          + " --json, that is all. It ends with 0 when a server was joined, with 1 when none"
          + " admits the client, with 3 when those that do are down.",
      ""
    },
    footer = {"", "Example:", "  rolegate connect --as alice"})
public final class Connect implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private final SignIn signIn = new SignIn();

  /** Makes the command of this tree. */
  public Connect(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    if (rolegate.json() || !terminal.interactive()) {
      return signIn.join(rolegate, Person.nobody(), this::show);
    }
    try (var typing = Typing.open()) {
      return signIn.join(rolegate, new AskedPerson(typing), agent -> shell(agent, typing));
    }
  }

  private int shell(Agent agent, Typing typing) {
    var code = show(agent);
    if (code == Exit.DONE.code()) {
      var terminal = rolegate.terminal();
      terminal.print("help says what can be typed here, and Tab completes it.");
      terminal.out().flush();
      new Shell(agent, signIn.clientId(terminal), typing, terminal).run();
    }
    return code;
  }

  private int show(Agent agent) {
    var terminal = rolegate.terminal();
    var client = signIn.clientId(terminal);
    var states = agent.servers();
    if (rolegate.json()) {
      terminal.print(Json.line(Shown.json(client, states)));
    } else {
      Shown.servers(client, states).forEach(terminal::print);
    }
    return exit(states).code();
  }

  static Exit exit(List<ServerState> states) {
    if (Shown.joined(states).findAny().isPresent()) {
      return Exit.DONE;
    }
    return states.stream().anyMatch(ServerState.Down.class::isInstance)
        ? Exit.UNREACHED
        : Exit.REFUSED;
  }
}
