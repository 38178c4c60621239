package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What needs no more than a client's id. */
@Command(
    name = "client",
    description = {"Clients: who may get tokens, and with what.", ""},
    footer = {
      "",
      "Example:",
      "  rolegate client add reports --role Manager --reason 'ticket 4711'"
    })
final class ClientCommands {
  private static final int PAGE = 100;
  private static final int MOST = 100_000;

  private final Rolegate rolegate;

  ClientCommands(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Command(
      description = {"Lists all clients.", ""},
      footer = {"", "Example:", "  rolegate client list --json"})
  int list() {
    return rolegate.report(
        all(),
        body -> {
          var table =
              new Table().row("CLIENT", "ROLE", "SUBJECT", "SERVERS", "STATE", "ENDS", "TITLE");
          body.path("clients").forEach(client -> table.row(row(client)));
          table.printTo(rolegate.terminal());
        });
  }

  @Command(
      description = {
        "Shows one client: all but its secrets, of which nobody knows more than a hash.",
        ""
      },
      footer = {"", "Example:", "  rolegate client show reports"})
  int show(@Parameters(paramLabel = "ID", description = "the client's id") String id) {
    return rolegate.report(
        rolegate.ask("clients/show", Json.object().put("client_id", id)),
        body -> new Details(body.path("client")).printTo(rolegate.terminal()));
  }

  @Command(
      description = {
        "Ends a client for now: it gets no tokens, and those that it has are revoked.",
        ""
      },
      footer = {"", "Example:", "  rolegate client disable reports --reason 'left the team'"})
  int disable(
      @Parameters(paramLabel = "ID", description = "the client's id") String id,
      @Mixin Change change) {
    return change("clients/disable", id, change, "is disabled, and its tokens are revoked");
  }

  @Command(
      description = {
        "Lets a disabled client get tokens again. Those from before stay revoked.",
        ""
      },
      footer = {"", "Example:", "  rolegate client enable reports --reason 'is back'"})
  int enable(
      @Parameters(paramLabel = "ID", description = "the client's id") String id,
      @Mixin Change change) {
    return change("clients/enable", id, change, "is enabled");
  }

  @Command(
      description = {"Removes a client for good, and revokes its tokens.", ""},
      footer = {"", "Example:", "  rolegate client remove reports --reason 'ticket 4711' --yes"})
  int remove(
      @Parameters(paramLabel = "ID", description = "the client's id") String id,
      @Mixin Change change,
      @Mixin Consent consent) {
    var terminal = rolegate.terminal();
    var request = change.signed(Json.object().put("client_id", id), terminal);
    return consent.to("remove client " + id, terminal)
        ? report("clients/remove", request, id, "is removed, and its tokens are revoked")
        : Exit.REFUSED.code();
  }

  private int change(String operation, String id, Change change, String done) {
    var request = change.signed(Json.object().put("client_id", id), rolegate.terminal());
    return report(operation, request, id, done);
  }

  private int report(String operation, ObjectNode request, String id, String done) {
    return rolegate.report(
        rolegate.ask(operation, request),
        _ -> new Table().row(id + " " + done).printTo(rolegate.terminal()));
  }

  /** Page by page, as one answer. */
  private Answer all() {
    var all = Json.object();
    var clients = all.putArray("clients");
    var request = Json.object().put("limit", PAGE);
    while (clients.size() < MOST) {
      switch (rolegate.ask("clients/list", request)) {
        case Answer.Failed failed -> {
          return failed;
        }
        case Answer.Done(var page) -> {
          page.path("clients").forEach(clients::add);
          var next = page.path("next");
          if (!next.isTextual() || page.path("clients").isEmpty()) {
            return new Answer.Done(all);
          }
          request.set("after", next);
        }
      }
    }
    return new Answer.Failed(
        Exit.REFUSED, "there are more than " + MOST + " clients; ask for pages over HTTP");
  }

  private static String[] row(JsonNode client) {
    return new String[] {
      Json.cell(client.path("client_id")),
      Json.cell(client.path("job_role")),
      Json.cell(client.path("subject")),
      client.hasNonNull("servers") ? Json.cell(client.path("servers")) : "all",
      client.path("enabled").asBoolean(true) ? "enabled" : "disabled",
      Json.cell(client.path("not_after")),
      Json.cell(client.path("title"))
    };
  }
}
