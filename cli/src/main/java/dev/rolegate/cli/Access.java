package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a client may do, everywhere. */
@Command(
    name = "access",
    description = {"Shows what a client may do, on every server, and why not.", ""},
    footer = {"", "Example:", "  rolegate access --as bob"})
final class Access implements Callable<Integer> {
  private final Rolegate rolegate;

  @Option(names = "--as", paramLabel = "CLIENT", required = true, description = "the client's id")
  private String client = "";

  Access(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    return rolegate.report(
        rolegate.ask("access/show", Json.object().put("client_id", client)),
        body -> {
          var table = new Table();
          table.row("role", Json.cell(body.path("job_role")));
          body.path("servers").forEach(server -> server(table, server));
          table.printTo(rolegate.terminal());
        });
  }

  private static void server(Table table, JsonNode server) {
    var name = Json.cell(server.path("name"));
    if (!server.path("admitted").booleanValue()) {
      table.row(name, "", "no", Json.cell(server.path("explanation")));
      return;
    }
    for (var tool : server.path("tools")) {
      var allowed = tool.path("allowed").booleanValue();
      table.row(
          name,
          Json.cell(tool.path("name")),
          allowed ? "yes" : "no",
          allowed ? String.join("; ", terms(tool)) : Json.cell(tool.path("explanation")));
    }
    for (var record : server.path("records")) {
      var kept = new ArrayList<String>();
      if (record.path("rows").asText().equals("own")) {
        kept.add("only their own");
      }
      record
          .path("fields")
          .properties()
          .forEach(field -> {
            if (!field.getValue().asText().equals("full")) {
              kept.add(field.getKey() + " " + field.getValue().asText());
            }
          });
      if (!kept.isEmpty()) {
        table.row(name, Json.cell(record.path("name")), "sees", String.join("; ", kept));
      }
    }
  }

  private static List<String> terms(JsonNode tool) {
    var terms = new ArrayList<String>();
    for (var argument : tool.path("arguments")) {
      terms.add(argument.path("name").asText() + " must be " + argument.path("must_be").asText());
    }
    for (var line : tool.path("confirm")) {
      terms.add("confirm " + line.asText());
    }
    if (tool.has("limit")) {
      terms.add("at most " + tool.path("limit").asText());
    }
    return terms;
  }
}
