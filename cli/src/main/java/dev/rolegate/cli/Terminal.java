package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.text.OneLine;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the command was typed: its environment and its three streams. Text of others is escaped
 * before it gets here or on its way out; it cannot move the cursor (CWE-150).
 *
 * @param interactive whether somebody is there to be asked
 */
public record Terminal(
    Env env, InputStream in, PrintStream out, PrintStream err, boolean interactive) {
  private static final int LONGEST_LINE = 1024;
  private static final int LONGEST_SENTENCE = 4000;

  /** One line of what was asked for. */
  public void print(String line) {
    out.println(line);
  }

  /** A sentence about what did not work. */
  public void complain(String sentence) {
    note("rolegate: " + sentence);
  }

  /** A sentence beside what was asked for. */
  public void note(String sentence) {
    out.flush();
    err.println(OneLine.of(sentence, LONGEST_SENTENCE));
    err.flush();
  }

  /** Asks somebody who is there; the answer without spaces around it. */
  public String ask(String question) {
    out.flush();
    err.print(OneLine.of(question, LONGEST_SENTENCE) + " ");
    err.flush();
    var line = new ByteArrayOutputStream();
    try {
      // Not one byte further: what follows may be meant for the next question.
      for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        if (line.size() < LONGEST_LINE) {
          line.write(next);
        }
      }
    } catch (IOException e) {
      return "";
    }
    return line.toString(UTF_8).strip();
  }

  /** Likewise, without showing what is typed where that can be done. */
  public String askSecretly(String question) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> {
          out.flush();
          var typed = console.readPassword("%s ", OneLine.of(question, LONGEST_SENTENCE));
          return typed == null ? "" : new String(typed);
        })
        .orElseGet(() -> ask(question));
  }

  /** An environment variable; null when it is unset or empty. */
  public @Nullable String variable(String name) {
    var value = env.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
