package dev.rolegate.cli.agent;

import dev.rolegate.cli.Rolegate;
import dev.rolegate.cli.WrongUsage;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls one tool. */
@Command(
    name = "call",
    description = {
      "Calls a tool of a server. Arguments are typed by the tool's schema: key=value, or key:=JSON;"
          + " a list takes commas, or its key again. What a server asks before it writes, it asks on"
          + " the terminal.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate call hr get_employee_records search=Alice limit=5 --as carol",
      "  rolegate call hr create_leave_request --help --as carol"
    })
public final class Call implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private final SignIn signIn = new SignIn();

  @Spec private CommandSpec own = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      description = "with a tool: what it takes; else this text")
  private boolean help;

  @Parameters(index = "0", arity = "0..1", paramLabel = "SERVER", description = "such as hr")
  private @Nullable String server;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TOOL", description = "its name there")
  private @Nullable String tool;

  @Parameters(index = "2..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "arguments")
  private List<String> arguments = List.of();

  /** Makes the command of this tree. */
  public Call(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    if (server == null || tool == null) {
      if (help) {
        own.commandLine().usage(terminal.out());
        return 0;
      }
      throw new WrongUsage("say which tool of which server: call SERVER TOOL");
    }
    var where = server;
    var which = tool;
    return signIn.join(
        rolegate,
        People.at(terminal),
        agent -> {
          var invocation = new Invocation(agent, rolegate.json(), terminal);
          return help
              ? invocation.help(FoundTool.at(agent, where, which))
              : invocation.call(where, which, arguments);
        });
  }
}
