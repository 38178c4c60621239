package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ServerState;
import dev.rolegate.agent.chat.Conversation;
import dev.rolegate.agent.chat.Conversation.Ending;
import dev.rolegate.agent.chat.LanguageModel;
import dev.rolegate.agent.chat.Limits;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Terminal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** A chat with whoever sits there, or whatever is piped in. Used by one thread. */
final class ChatLoop {
  private final Agent agent;
  private final Questions questions;
  private final ChatScreen screen;
  private final Conversation conversation;

  ChatLoop(
      Agent agent,
      LanguageModel model,
      Person person,
      Questions questions,
      Terminal terminal,
      boolean json) {
    this.agent = agent;
    this.questions = questions;
    this.screen = new ChatScreen(terminal, json);
    this.conversation =
        new Conversation(
            model,
            agent,
            person,
            screen,
            Limits.usual(),
            () -> missing(agent.servers()),
            Clock.system(ZoneId.systemDefault()));
  }

  /** Until they leave. The last ending decides how the command ends. */
  Exit run() {
    var exit = Exit.DONE;
    while (true) {
      var typed = questions.next();
      if (typed == null || typed.equals("/exit")) {
        return exit;
      }
      switch (typed) {
        case "" -> {}
        case "/forget" -> {
          conversation.forget();
          questions.show("Forgotten; what you say next begins anew.");
        }
        case "/tools" -> agent.all().forEach(tool -> questions.show(line(tool)));
        case "/help" -> help();
        default -> exit = answer(typed);
      }
    }
  }

  /** One question. */
  Exit answer(String question) {
    Ending ending;
    try (var _ = questions.whenInterrupted(conversation::stop)) {
      ending = conversation.ask(question);
    }
    screen.ended(ending);
    return switch (ending) {
      case ANSWERED -> Exit.DONE;
      case STOPPED, ENDLESS -> Exit.REFUSED;
      case FAILED -> Exit.UNREACHED;
    };
  }

  private void help() {
    Stream.of(
            "Ask in your own words. Before anything is written you are asked, not the model.",
            "/tools   what it can use",
            "/forget  begin anew",
            "/exit    leave; Ctrl-C ends an answer")
        .forEach(questions::show);
  }

  private static String line(AgentTool tool) {
    return "  " + tool.name() + "  " + ToolHelp.words(tool.effect()) + "; " + tool.title();
  }

  private static List<String> missing(List<ServerState> states) {
    return states.stream()
        .flatMap(state ->
            switch (state) {
              case ServerState.Joined _ -> Stream.<String>empty();
              case ServerState.NotPermitted(var name, var why) -> Stream.of(name + ": " + why);
              case ServerState.Down(var name, var _, var why) -> Stream.of(name + ": " + why);
            })
        .toList();
  }
}
