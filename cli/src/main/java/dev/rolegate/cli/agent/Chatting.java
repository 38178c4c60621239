package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.chat.LanguageModel;
import dev.rolegate.agent.chat.ModelChoice;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Terminal;

/**
 * A chat with the model that the environment names, over an agent that is joined.
 *
 * @param person who is asked before anything is written
 * @param json whether a program reads the answers
 */
record Chatting(Agent agent, Person person, Questions questions, Terminal terminal, boolean json) {

  /**
   * Until they leave, or one question.
   *
   * @param question empty: they ask again and again
   */
  Exit begin(ModelChoice choice, String question) {
    return switch (choice) {
      case ModelChoice.Wrong(var problems) -> {
        problems.forEach(terminal::complain);
        yield Exit.USAGE;
      }
      case ModelChoice.None _ -> {
        ModelChoice.help().forEach(terminal::note);
        yield Exit.USAGE;
      }
      case ModelChoice.Chosen chosen -> {
        try (var model = LanguageModel.of(chosen)) {
          yield talk(model, question);
        }
      }
    };
  }

  private Exit talk(LanguageModel model, String question) {
    var loop = new ChatLoop(agent, model, person, questions, terminal, json);
    if (!question.isEmpty()) {
      return loop.answer(question);
    }
    questions.show(model + " reads what you ask and what the tools answer. /help says more.");
    return loop.run();
  }
}
