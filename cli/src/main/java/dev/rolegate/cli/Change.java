package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who makes a change, and why: both go to the audit. */
final class Change {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why, for the audit; asked for on a terminal")
  private @Nullable String reason;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "who, for the audit (default: the user of this system)")
  private @Nullable String operator;

  /** Adds both to a request. */
  ObjectNode signed(ObjectNode request, Terminal terminal) {
    return request.put("operator", who()).put("reason", why(terminal));
  }

  private String who() {
    var name = operator == null ? System.getProperty("user.name", "") : operator;
    // What Java says where the user has no name.
    if (name.isBlank() || name.equals("?")) {
      throw new WrongUsage("say who makes this change: --operator NAME");
    }
    return name;
  }

  private String why(Terminal terminal) {
    var why = reason;
    if (why == null && terminal.interactive()) {
      why = terminal.ask("Why? The reason is kept in the audit:");
    }
    if (why == null || why.isBlank()) {
      throw new WrongUsage(
          "say why, for the audit: --reason TEXT, for example --reason 'ticket 4711'");
    }
    return why;
  }
}
