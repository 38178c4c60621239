package dev.rolegate.cli.agent;

import dev.rolegate.agent.Person;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.cli.Terminal;
import org.jspecify.annotations.Nullable;

/** Who is asked. */
final class People {
  private static final int LONGEST = 4000;

  private People() {}

  /** Whoever sits there, if anybody does. */
  static Person at(Terminal terminal) {
    return terminal.interactive() ? new AskedPerson(new AtTerminal(terminal)) : Person.nobody();
  }

  private record AtTerminal(Terminal terminal) implements Asking {
    @Override
    public void show(String line) {
      terminal.note(OneLine.of(line, LONGEST));
    }

    @Override
    public @Nullable String ask(String prompt) {
      return terminal.ask(prompt);
    }
  }
}
