package dev.rolegate.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a person who may release changes. */
@Command(
    name = "add",
    description = {
      "Registers an approver: a person, apart from every client, who may release changes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate approver add robin --role Manager --name 'Robin Rook' --reason 'ticket 4711'",
      "  rolegate approver add robin --role Manager --subject r-7 --ask-password --reason 'joined'"
    })
final class AddApprover implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private Change change = new Change();
  @Mixin private NewPassword password = new NewPassword();

  @Parameters(paramLabel = "ACCOUNT", description = "what the person signs in with")
  private String account = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "its job role, as the access policy spells it; without one it approves nothing")
  private @Nullable String role;

  @Option(
      names = "--subject",
      paramLabel = "TEXT",
      description = "the sub of the same person's access tokens (default: ACCOUNT)")
  private @Nullable String subject;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "what people call it (default: ACCOUNT)")
  private @Nullable String name;

  AddApprover(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    var request = Json.object().put("account", account);
    if (role != null) {
      request.put("job_role", role);
    }
    if (subject != null) {
      request.put("subject", subject);
    }
    if (name != null) {
      request.put("name", name);
    }
    change.signed(request, terminal);
    password.addTo(request, terminal);
    return rolegate.report(
        rolegate.ask("approvers/add", request), body -> ApproverCommands.show(body, terminal));
  }
}
