package dev.rolegate.agent.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.AgentTools;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ToolAnswer;
import dev.rolegate.auth.text.OneLine;

/**
 * The only way from a model to a tool. What may change something is called when its server asks a
 * person, or when the person said yes here; nothing that a model writes takes part in either. One
 * for each question; not thread-safe.
 */
final class ToolCalls {
  private static final int LONGEST_SHOWN = 160;

  private final AgentTools tools;
  private final Person person;
  private final Screen screen;
  private final Limits limits;
  private int left;

  ToolCalls(AgentTools tools, Person person, Screen screen, Limits limits) {
    this.tools = tools;
    this.person = person;
    this.screen = screen;
    this.limits = limits;
    this.left = limits.results();
  }

  /** Never throws for what a model wrote: the result says why nothing was called. */
  ToolExecutionResultMessage call(ToolExecutionRequest request, ToolBelt belt) {
    var tool = belt.find(request.name());
    var arguments = GivenArguments.read(request.arguments());
    screen.line(
        "→ "
            + OneLine.of(request.name(), LONGEST_SHOWN)
            + " "
            + (arguments == null ? "(no JSON)" : OneLine.of(arguments.toString(), LONGEST_SHOWN)));
    if (tool == null) {
      return refused(request, belt.unknown(request.name()));
    }
    if (arguments == null) {
      return refused(
          request,
          "The arguments are not one JSON object with each name once, so nothing was called; write"
              + " them again by the schema of "
              + request.name()
              + ".");
    }
    if (left <= 0) {
      return refused(
          request,
          "Nothing was called: this question has brought as much text as fits. Answer with what is"
              + " there, and say what is missing.");
    }
    if (tool.effect() == AgentTool.Effect.WRITES && !person.agrees(tool, arguments)) {
      return refused(
          request,
          "The person did not agree, so it was not called and nothing was changed; do not ask again"
              + " unless they want it.");
    }
    return answered(request, tool, arguments);
  }

  /** Words in place of a call, so that each has its result. */
  ToolExecutionResultMessage refused(ToolExecutionRequest request, String why) {
    screen.line("← not called: " + OneLine.of(why, LONGEST_SHOWN));
    return message(request, why, true);
  }

  private ToolExecutionResultMessage answered(
      ToolExecutionRequest request, AgentTool tool, ObjectNode arguments) {
    var answer = tools.call(tool, arguments);
    show(tool, answer);
    var most = Math.min(limits.result(), left);
    var text = answer.text();
    var end = OneLine.cut(text, most);
    left -= end;
    return message(
        request,
        end == text.length()
            ? text
            : text.substring(0, end)
                + "\n[cut: these are the first %d of %d characters; ask for less]"
                    .formatted(end, text.length()),
        answer.refused());
  }

  /** One line; what waits for somebody is shown whole, for it is what would be changed. */
  private void show(AgentTool tool, ToolAnswer answer) {
    if (answer.refused() && tool.effect() == AgentTool.Effect.SERVER_ASKS) {
      answer
          .text()
          .lines()
          .limit(60)
          .forEach(line -> screen.line("← " + OneLine.of(line, 4 * LONGEST_SHOWN)));
      return;
    }
    screen.line(
        (answer.refused() ? "← refused: " : "← ")
            + OneLine.of(answer.text().strip().replaceAll("\\s+", " "), LONGEST_SHOWN));
  }

  private static ToolExecutionResultMessage message(
      ToolExecutionRequest request, String text, boolean refused) {
    return ToolExecutionResultMessage.builder()
        .id(request.id())
        .toolName(request.name())
        .text(text.isBlank() ? "(nothing)" : text)
        .isError(refused)
        .build();
  }
}
