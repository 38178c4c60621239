package dev.rolegate.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says no to a change for good. */
@Command(
    name = "decline",
    description = {"Declines a pending change, as an approver; it is never written.", ""},
    footer = {
      "",
      "Example:",
      "  rolegate decline CHG-HR-7K3M9QXA --account robin --reason 'wrong person'"
    })
final class Decline implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private ApproverSignIn signIn = new ApproverSignIn();

  @Parameters(paramLabel = "CHANGE", description = "the change's id")
  private String id = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why, for who asked and for the audit; asked for on a terminal")
  private @Nullable String reason;

  Decline(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var change = ChangeId.of(id);
    var why = reason;
    if (why == null && rolegate.terminal().interactive()) {
      why = rolegate.terminal().ask("Why? The reason is told to who asked:");
    }
    if (why == null || why.isBlank()) {
      throw new WrongUsage("say why: --reason TEXT, for example --reason 'wrong person'");
    }
    var request = Json.object().put("id", change.text()).put("reason", why);
    return switch (signIn.at(change.server(), rolegate)) {
      case ApproverSignIn.Outcome.Refused(var refused) -> rolegate.report(refused, _ -> {});
      case ApproverSignIn.Outcome.SignedIn(var api) ->
          report(api.ask("decline", request), rolegate);
    };
  }

  /** The change as it is now. */
  static int report(Answer answer, Rolegate rolegate) {
    return rolegate.report(
        answer, body -> new ShownChange(body.path("change")).printTo(rolegate.terminal()));
  }
}
