package dev.rolegate.cli.agent;

import dev.rolegate.agent.chat.Screen;
import dev.rolegate.cli.Terminal;

/**
 * What the model says goes to standard output, and everything about it beside: so an answer can be
 * kept in a file. Used by one thread.
 */
final class ChatScreen implements Screen {
  private final Terminal terminal;
  private boolean begun;

  ChatScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void piece(String text) {
    if (!text.isEmpty()) {
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

  /** Whatever comes next begins its own line. */
  void endLine() {
    if (begun) {
      terminal.out().println();
      begun = false;
    }
    terminal.out().flush();
  }
}
