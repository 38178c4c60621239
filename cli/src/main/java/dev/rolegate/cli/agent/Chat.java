package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.chat.ModelChoice;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Rolegate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a language model use the tools. */
@Command(
    name = "chat",
    description = {
      "Lets a language model use the tools of every server that the client is admitted to. Before"
          + " anything is written you are asked on the terminal, and the model cannot answer for"
          + " you. With a QUESTION it answers that and ends; without, it asks again and again;"
          + " where standard input is no terminal each line of it is a question. The model is that"
          + " of CHAT_MODEL, such as ollama:qwen3; without one this says how to choose one, and"
          + " lists the tools.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate chat --as alice",
      "  rolegate chat --as carol 'Who works in Berlin?'"
    })
public final class Chat implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private final SignIn signIn = new SignIn();

  @Parameters(arity = "0..*", paramLabel = "QUESTION", description = "what to answer")
  private List<String> question = List.of();

  /** Makes the command of this tree. */
  public Chat(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    return switch (ModelChoice.from(terminal.env())) {
      case ModelChoice.Wrong(var problems) -> {
        problems.forEach(terminal::complain);
        yield Exit.USAGE.code();
      }
      case ModelChoice.None _ -> byHand();
      case ModelChoice.Chosen chosen -> terminal.interactive() ? typed(chosen) : piped(chosen);
    };
  }

  /** Without a model the tools are still there. */
  private int byHand() {
    var terminal = rolegate.terminal();
    ModelChoice.help().forEach(terminal::note);
    terminal.note("By hand: rolegate call SERVER TOOL key=value. These tools are there:");
    var joined =
        signIn.join(
            rolegate,
            Person.nobody(),
            agent -> {
              ListTools.table(agent.all()).printTo(terminal);
              return ListTools.exit(agent.servers(), rolegate);
            });
    return joined == Exit.DONE.code() ? Exit.USAGE.code() : joined;
  }

  private int typed(ModelChoice.Chosen chosen) {
    try (var typing = Typing.open()) {
      var person = new AskedPerson(typing);
      return signIn.join(
          rolegate, person, agent -> chat(agent, person, new TypedQuestions(typing), chosen));
    }
  }

  private int piped(ModelChoice.Chosen chosen) {
    var questions = new PipedQuestions(rolegate.terminal());
    return signIn.join(
        rolegate, Person.nobody(), agent -> chat(agent, Person.nobody(), questions, chosen));
  }

  private int chat(Agent agent, Person person, Questions questions, ModelChoice.Chosen chosen) {
    var terminal = rolegate.terminal();
    if (question.isEmpty()) {
      Shown.servers(signIn.clientId(terminal), agent.servers()).forEach(questions::show);
    }
    return new Chatting(agent, person, questions, terminal, rolegate.json())
        .begin(chosen, String.join(" ", question))
        .code();
  }
}
