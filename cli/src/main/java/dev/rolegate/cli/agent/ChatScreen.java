package dev.rolegate.cli.agent;

import dev.rolegate.agent.chat.Conversation.Ending;
import dev.rolegate.agent.chat.Screen;
import dev.rolegate.cli.Json;
import dev.rolegate.cli.Terminal;
import java.util.Locale;

/**
 * What the model says goes to standard output, and everything about it beside: so an answer can be
 * kept in a file. Used by one thread.
 */
final class ChatScreen implements Screen {
  private final Terminal terminal;
  private final boolean json;
  private final StringBuilder said = new StringBuilder();
  private boolean begun;

  /**
   * @param json whether a program reads: one object for each answer, once it has ended
   */
  ChatScreen(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  @Override
  public void piece(String text) {
    if (json) {
      said.append(text);
    } else if (!text.isEmpty()) {
      terminal.out().print(text);
      terminal.out().flush();
      begun = !text.endsWith("\n");
    }
  }

  @Override
  public void line(String text) {
    endLine();
    terminal.note(text);
  }

  /** Whatever comes next is not of this answer. */
  void ended(Ending ending) {
    endLine();
    if (json) {
      terminal.print(
          Json.line(
              Json.object()
                  .put("ending", ending.name().toLowerCase(Locale.ROOT))
                  .put("text", said.toString())));
      said.setLength(0);
    }
    terminal.out().flush();
  }

  private void endLine() {
    if (begun) {
      terminal.out().println();
      begun = false;
    }
  }
}
