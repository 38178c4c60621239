package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Parameter;
import dev.rolegate.agent.ServerState;
import dev.rolegate.auth.text.OneLine;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, servers, tools, keys and the values that a schema lists. */
final class ShellCompleter implements Completer {
  private static final int LONGEST = 200;

  private final Agent agent;

  ShellCompleter(Agent agent) {
    this.agent = agent;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> into) {
    var words = line.words();
    if (line.wordIndex() == 0) {
      Shell.COMMANDS.forEach((name, what) -> into.add(candidate(name, what, true)));
      return;
    }
    switch (words.getFirst()) {
      case "call" -> call(line, into);
      case "help" -> tools().forEach(tool -> into.add(candidate(tool.name(), tool.title(), true)));
      case "tools" -> {
        servers(into);
        tools().forEach(tool -> into.add(candidate(tool.name(), tool.title(), true)));
      }
      default -> {}
    }
  }

  private void call(ParsedLine line, List<Candidate> into) {
    var words = line.words();
    switch (line.wordIndex()) {
      case 1 -> servers(into);
      case 2 ->
          tools().stream()
              .filter(tool -> tool.server().equals(words.get(1)))
              .forEach(tool -> into.add(candidate(tool.tool(), tool.title(), true)));
      default ->
          tools().stream()
              .filter(tool -> tool.server().equals(words.get(1)))
              .filter(tool -> tool.tool().equals(words.get(2)))
              .forEach(tool -> argument(tool, line, into));
    }
  }

  private static void argument(AgentTool tool, ParsedLine line, List<Candidate> into) {
    var word = line.word();
    var equals = word.indexOf('=');
    var others = others(line);
    for (var one : Parameter.of(tool.inputSchema())) {
      if (equals < 0) {
        if (one.list() || others.stream().noneMatch(other -> isOf(other, one))) {
          into.add(candidate(one.name() + "=", one.wanted(), false));
        }
      } else if (word.substring(0, equals).equals(one.name())) {
        var values = one.kind() == Parameter.Kind.FLAG ? List.of("true", "false") : one.choices();
        values.forEach(value -> into.add(candidate(one.name() + "=" + value, "", true)));
      }
    }
  }

  private static List<String> others(ParsedLine line) {
    var words = line.words();
    return words.subList(3, Math.max(3, Math.min(line.wordIndex(), words.size())));
  }

  private static boolean isOf(String word, Parameter parameter) {
    return word.startsWith(parameter.name() + "=") || word.startsWith(parameter.name() + ":=");
  }

  private void servers(List<Candidate> into) {
    Shown.joined(agent.servers())
        .map(ServerState.Joined::name)
        .forEach(name -> into.add(candidate(name, "", true)));
  }

  private List<AgentTool> tools() {
    return Shown.joined(agent.servers()).flatMap(one -> one.tools().stream()).toList();
  }

  /** A whole word is followed by a space. Servers wrote most of it: it must not move the cursor. */
  private static Candidate candidate(String value, String what, boolean whole) {
    var harmless = OneLine.of(value, LONGEST);
    var told = what.isEmpty() ? null : OneLine.of(what, LONGEST);
    return new Candidate(harmless, harmless, null, told, null, null, whole);
  }
}
