package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.chat.ModelChoice;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.cli.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where somebody looks at the tools and calls them, one command a line, until they leave. */
final class Shell {
  /** Each command, and what it does. */
  static final Map<String, String> COMMANDS = commands();

  private final Agent agent;
  private final String client;
  private final Typing typing;
  private final Terminal terminal;
  private final Invocation invocation;

  Shell(Agent agent, String client, Typing typing, Terminal terminal) {
    this.agent = agent;
    this.client = client;
    this.typing = typing;
    this.terminal = terminal;
    this.invocation = new Invocation(agent, false, terminal);
  }

  void run() {
    typing.completesBy(new ShellCompleter(agent));
    var here = Thread.currentThread();
    typing.onInterrupt(here::interrupt);
    while (true) {
      var words = typing.command(OneLine.of(client, 60) + "> ");
      if (words == null || words.equals(List.of("exit"))) {
        return;
      }
      if (!words.isEmpty()) {
        run(words);
        terminal.out().flush();
        // Ctrl-C ended the call, not the shell.
        var _ = Thread.interrupted();
      }
    }
  }

  private void run(List<String> words) {
    var rest = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "servers" -> {
        agent.refresh();
        Shown.servers(client, agent.servers()).forEach(terminal::print);
      }
      case "tools" -> tools(rest);
      case "call" -> call(rest);
      case "help" -> help(rest);
      case "chat" -> chat(rest);
      default ->
          terminal.complain(
              "no command is called "
                  + OneLine.quoted(words.getFirst())
                  + NearMatch.suggestion(words.getFirst(), COMMANDS.keySet())
                  + "; there are: "
                  + String.join(", ", COMMANDS.keySet()));
    }
  }

  private void tools(List<String> words) {
    var tools = agent.all();
    if (words.isEmpty()) {
      ListTools.table(tools).printTo(terminal);
      return;
    }
    var own = tools.stream().filter(tool -> tool.server().equals(words.getFirst())).toList();
    if (own.isEmpty()) {
      help(words);
    } else {
      ListTools.table(own).printTo(terminal);
    }
  }

  private void call(List<String> words) {
    if (words.size() < 2) {
      terminal.complain("say which tool of which server: call SERVER TOOL key=value…");
      return;
    }
    var arguments = words.subList(2, words.size());
    if (arguments.equals(List.of("--help"))) {
      help(words.subList(0, 2));
      return;
    }
    invocation.call(words.get(0), words.get(1), arguments);
  }

  private void chat(List<String> words) {
    var chatting =
        new Chatting(agent, new AskedPerson(typing), new TypedQuestions(typing), terminal, false);
    var _ = chatting.begin(ModelChoice.from(terminal.env()), String.join(" ", words));
  }

  private void help(List<String> words) {
    switch (words.size()) {
      case 0 ->
          COMMANDS.forEach(
              (name, what) -> terminal.print(name + " ".repeat(9 - name.length()) + what));
      case 1 -> invocation.help(FoundTool.named(agent, words.getFirst()));
      default -> invocation.help(FoundTool.at(agent, words.get(0), words.get(1)));
    }
  }

  private static Map<String, String> commands() {
    var commands = new LinkedHashMap<String, String>();
    commands.put("tools", "lists the tools, of one server with its name: tools hr");
    commands.put("help", "what a tool takes: help TOOL");
    commands.put("call", "calls one: call SERVER TOOL key=value… (key:=JSON; lists by commas)");
    commands.put("chat", "lets a language model use them; you are asked before it writes");
    commands.put("servers", "asks again which servers there are, and how they stand");
    commands.put("exit", "leaves; so does Ctrl-D");
    return commands;
  }
}
