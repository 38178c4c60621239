package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What needs no more than an approver's account. */
@Command(
    name = "approver",
    description = {"Approvers: the people who may release changes.", ""},
    footer = {
      "",
      "Example:",
      "  rolegate approver add robin --role Manager --reason 'ticket 4711'"
    })
final class ApproverCommands {
  private static final int PAGE = 100;
  private static final int MOST = 10_000;

  private final Rolegate rolegate;

  ApproverCommands(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Command(
      description = {"Lists all approvers, and which of them are locked out.", ""},
      footer = {"", "Example:", "  rolegate approver list"})
  int list() {
    return rolegate.report(
        all(),
        body -> {
          var table =
              new Table().row("ACCOUNT", "NAME", "ROLE", "SUBJECT", "STATE", "LOCKED UNTIL");
          body.path("approvers").forEach(approver -> table.row(row(approver)));
          table.printTo(rolegate.terminal());
        });
  }

  @Command(
      name = "reset-password",
      description = {"Gives an approver another password, ends its sign-ins and a lock-out.", ""},
      footer = {"", "Example:", "  rolegate approver reset-password robin --reason 'forgot it'"})
  int resetPassword(
      @Parameters(paramLabel = "ACCOUNT", description = "the approver's account") String account,
      @Mixin Change change,
      @Mixin NewPassword password) {
    var terminal = rolegate.terminal();
    var request = change.signed(Json.object().put("account", account), terminal);
    password.addTo(request, terminal);
    return rolegate.report(rolegate.ask("approvers/reset", request), body -> show(body, terminal));
  }

  @Command(
      description = {"Keeps an approver from signing in for now, and ends its sign-ins.", ""},
      footer = {"", "Example:", "  rolegate approver disable robin --reason 'on leave'"})
  int disable(
      @Parameters(paramLabel = "ACCOUNT", description = "the approver's account") String account,
      @Mixin Change change) {
    return change("approvers/disable", account, change, "is disabled, and its sign-ins have ended");
  }

  @Command(
      description = {"Lets a disabled approver sign in again.", ""},
      footer = {"", "Example:", "  rolegate approver enable robin --reason 'is back'"})
  int enable(
      @Parameters(paramLabel = "ACCOUNT", description = "the approver's account") String account,
      @Mixin Change change) {
    return change("approvers/enable", account, change, "is enabled");
  }

  @Command(
      description = {"Removes an approver for good, and ends its sign-ins.", ""},
      footer = {"", "Example:", "  rolegate approver remove robin --reason 'left' --yes"})
  int remove(
      @Parameters(paramLabel = "ACCOUNT", description = "the approver's account") String account,
      @Mixin Change change,
      @Mixin Consent consent) {
    var terminal = rolegate.terminal();
    var request = change.signed(Json.object().put("account", account), terminal);
    return consent.to("remove approver " + account, terminal)
        ? report("approvers/remove", request, account, "is removed, and its sign-ins have ended")
        : Exit.REFUSED.code();
  }

  /** The approver, and the password if one was made: it is shown this once. */
  static void show(ObjectNode body, Terminal terminal) {
    var flat = Json.object();
    body.path("approver")
        .properties()
        .forEach(member -> flat.set(member.getKey(), member.getValue()));
    if (body.hasNonNull("password")) {
      flat.set("password", body.get("password"));
    }
    new Details(flat).printTo(terminal);
  }

  private int change(String operation, String account, Change change, String done) {
    var request = change.signed(Json.object().put("account", account), rolegate.terminal());
    return report(operation, request, account, done);
  }

  private int report(String operation, ObjectNode request, String account, String done) {
    return rolegate.report(
        rolegate.ask(operation, request),
        _ -> new Table().row(account + " " + done).printTo(rolegate.terminal()));
  }

  /** Page by page, as one answer. */
  private Answer all() {
    var all = Json.object();
    var approvers = all.putArray("approvers");
    var request = Json.object().put("limit", PAGE);
    while (approvers.size() < MOST) {
      switch (rolegate.ask("approvers/list", request)) {
        case Answer.Failed failed -> {
          return failed;
        }
        case Answer.Done(var page) -> {
          page.path("approvers").forEach(approvers::add);
          var next = page.path("next");
          if (!next.isTextual() || page.path("approvers").isEmpty()) {
            return new Answer.Done(all);
          }
          request.set("after", next);
        }
      }
    }
    return new Answer.Failed(Exit.REFUSED, "there are more than " + MOST + " approvers");
  }

  private static String[] row(JsonNode approver) {
    return new String[] {
      Json.cell(approver.path("account")),
      Json.cell(approver.path("name")),
      Json.cell(approver.path("job_role")),
      Json.cell(approver.path("subject")),
      approver.path("enabled").asBoolean(true) ? "enabled" : "disabled",
      Json.cell(approver.path("locked_until"))
    };
  }
}
