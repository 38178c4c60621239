package dev.rolegate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What waits for a person. */
@Command(
    name = "changes",
    description = {"Changes that wait for an approver.", ""},
    footer = {"", "Example:", "  rolegate changes list --server hr --account robin"})
final class ChangesCommands {
  private final Rolegate rolegate;

  ChangesCommands(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Command(
      description = {"Lists the pending changes of a server that you may see.", ""},
      footer = {"", "Example:", "  rolegate changes list --server hr --account robin"})
  int list(
      @Option(
              names = "--server",
              required = true,
              paramLabel = "NAME",
              description = "the server, as the access policy names it")
          String server,
      @Mixin ApproverSignIn signIn) {
    return switch (signIn.at(server, rolegate)) {
      case ApproverSignIn.Outcome.Refused(var why) -> rolegate.report(why, _ -> {});
      case ApproverSignIn.Outcome.SignedIn(var api) ->
          rolegate.report(
              api.ask("pending", Json.object()),
              body -> {
                body.path("changes")
                    .forEach(one -> new ShownChange(one).printTo(rolegate.terminal()));
                if (body.path("changes").isEmpty()) {
                  rolegate.terminal().note("nothing waits");
                }
              });
    };
  }
}
