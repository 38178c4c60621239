package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Explanation;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.text.NearMatch;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a role may use a tool, by the policy's file alone. */
@Command(
    name = "can-i",
    description = {
      "Says whether a role may use a tool, by which line, and who may; offline, by the policy's"
          + " file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate can-i --role Officer --server hr --tool add_employee_record",
      "  rolegate can-i --role Manager --server crm --tool create_sales_opportunity --args"
          + " '{\"value\": 250000}'"
    })
final class CanI implements Callable<Integer> {
  private final Rolegate rolegate;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "the job_role (default: a token without one)")
  private @Nullable String role;

  @Option(names = "--server", paramLabel = "NAME", required = true, description = "such as hr")
  private String server = "";

  @Option(names = "--tool", paramLabel = "NAME", required = true, description = "the tool's name")
  private String tool = "";

  @Option(
      names = "--args",
      paramLabel = "JSON",
      description = "the tool's arguments as a JSON object (default: whatever they are)")
  private @Nullable String arguments;

  @Mixin private final PolicyOption policy = new PolicyOption();

  CanI(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var read = policy.read(rolegate.terminal());
    PolicyOption.mustKnow("--server", server, read.servers());
    PolicyOption.mustKnow("--tool", tool, read.tools(server));
    var explanation = Explanation.of(read, server, tool, role, given());
    if (rolegate.json()) {
      rolegate.terminal().print(Json.line(explanation.json()));
    } else {
      print(explanation, read);
    }
    return (explanation.allowed() ? Exit.DONE : Exit.REFUSED).code();
  }

  private void print(Explanation explanation, AccessPolicy read) {
    var table = new Table();
    table.row(explanation.allowed() ? "yes" : "no", explanation.sentence());
    table.row("rule", explanation.rule());
    explanation.conditions().forEach(condition -> table.row("if", condition));
    explanation.confirmations().forEach(line -> table.row("confirm", line));
    var may = explanation.rolesThatMay();
    table.row("may", may.isEmpty() ? "nobody" : String.join(", ", may));
    if (role != null && !read.roles().contains(role)) {
      table.row(
          "note", "the policy declares no such role" + NearMatch.suggestion(role, read.roles()));
    }
    table.printTo(rolegate.terminal());
  }

  private @Nullable ObjectNode given() {
    if (arguments == null) {
      return null;
    }
    return switch (Json.READER.read(arguments.getBytes(UTF_8))) {
      case StrictJson.Reading.Read(var object) -> object;
      case StrictJson.Reading.Duplicate _, StrictJson.Reading.Broken _ ->
          throw new WrongUsage("--args: give one JSON object, each member once");
    };
  }
}
