package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Releases a change, once the person has seen what it is. */
@Command(
    name = "approve",
    description = {"Shows a pending change and releases it, as an approver.", ""},
    footer = {"", "Example:", "  rolegate approve CHG-HR-7K3M9QXA --account robin"})
final class Approve implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private ApproverSignIn signIn = new ApproverSignIn();

  @Parameters(paramLabel = "CHANGE", description = "the change's id")
  private String id = "";

  @Option(
      names = {"-y", "--yes"},
      description = "release it without being asked")
  private boolean yes;

  Approve(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var change = ChangeId.of(id);
    if (!yes && !rolegate.terminal().interactive()) {
      throw new WrongUsage("nobody is there to look at the change; release it unseen with --yes");
    }
    return switch (signIn.at(change.server(), rolegate)) {
      case ApproverSignIn.Outcome.Refused(var why) -> rolegate.report(why, _ -> {});
      case ApproverSignIn.Outcome.SignedIn(var api) -> release(change, api);
    };
  }

  private int release(ChangeId change, ApprovalApi api) {
    if (!yes) {
      var pending = api.ask("pending", Json.object());
      if (pending instanceof Answer.Failed) {
        return rolegate.report(pending, _ -> {});
      }
      var found = find(pending, change);
      if (found == null) {
        rolegate.terminal().complain(change.text() + " does not wait for you to approve it");
        return Exit.REFUSED.code();
      }
      new ShownChange(found).printTo(rolegate.terminal());
      var answer = rolegate.terminal().ask("Release it? [y/N]");
      if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
        rolegate.terminal().complain("nothing was changed; it still waits");
        return Exit.REFUSED.code();
      }
    }
    return Decline.report(api.ask("approve", Json.object().put("id", change.text())), rolegate);
  }

  private static @Nullable JsonNode find(Answer answer, ChangeId change) {
    if (answer instanceof Answer.Done(var body)) {
      for (var one : body.path("changes")) {
        if (one.path("id").asText().equals(change.text())) {
          return one;
        }
      }
    }
    return null;
  }
}
