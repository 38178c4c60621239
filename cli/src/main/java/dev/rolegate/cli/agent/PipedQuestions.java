package dev.rolegate.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.cli.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.jspecify.annotations.Nullable;

/** Standard input that is no terminal: each line of it is a question. */
final class PipedQuestions implements Questions {
  private static final int LONGEST = 16_000;

  private final Terminal terminal;
  private final BufferedReader in;

  PipedQuestions(Terminal terminal) {
    this.terminal = terminal;
    this.in = new BufferedReader(new InputStreamReader(terminal.in(), UTF_8));
  }

  @Override
  public @Nullable String next() {
    var line = new StringBuilder();
    try {
      int next;
      while ((next = in.read()) >= 0 && next != '\n') {
        if (line.length() < LONGEST) {
          line.append((char) next);
        }
      }
      return next < 0 && line.isEmpty() ? null : line.toString().strip();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void show(String line) {
    terminal.note(line);
  }

  /** An interrupt ends the command, as it does everywhere where nobody sits. */
  @Override
  public Interruptible whenInterrupted(Runnable stop) {
    return () -> {};
  }
}
