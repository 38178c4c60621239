package dev.rolegate.cli.agent;

import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Parameter;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.cli.Json;
import java.util.ArrayList;
import java.util.List;

/** What a tool is and takes, from its schema, in harmless lines. */
final class ToolHelp {
  private static final int LONGEST = 1000;

  private ToolHelp() {}

  static List<String> of(AgentTool tool) {
    var lines = new ArrayList<String>();
    lines.add(OneLine.of(tool.title(), LONGEST) + " (" + words(tool.effect()) + ")");
    tool.description().lines().limit(50).forEach(line -> lines.add(OneLine.of(line, LONGEST)));
    lines.add("");
    var parameters = Parameter.of(tool.inputSchema());
    lines.add(
        "call "
            + tool.server()
            + " "
            + OneLine.of(tool.tool(), 100)
            + (parameters.isEmpty() ? "" : " key=value…"));
    for (var one : parameters) {
      lines.add("  " + OneLine.of(one.name(), 100) + (one.required() ? "" : " (optional)"));
      if (!one.description().isEmpty()) {
        lines.add("      " + one.description());
      }
      lines.add("      " + one.wanted() + byDefault(one));
    }
    return lines;
  }

  /** Who is asked before it runs. */
  static String words(AgentTool.Effect effect) {
    return switch (effect) {
      case READS -> "reads";
      case SERVER_ASKS -> "asks first";
      case WRITES -> "writes";
    };
  }

  private static String byDefault(Parameter one) {
    var value = one.byDefault();
    return value == null ? "" : "; " + OneLine.of(Json.cell(value), 100) + " unless given";
  }
}
