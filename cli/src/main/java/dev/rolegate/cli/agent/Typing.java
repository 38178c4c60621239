package dev.rolegate.cli.agent;

import dev.rolegate.auth.text.OneLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines with editing, completion and a history that ends with the process: what is typed may
 * be personal, so it is kept in no file, and answers to questions not at all.
 */
final class Typing implements Asking, AutoCloseable {
  private static final int LONGEST = 4000;
  private static final Pattern VALUE = Pattern.compile("([^=\"']+=)([\"'])(.*)\\2");

  private final Terminal terminal;
  private final LineReader reader;
  private final LineReader plain;
  private volatile Completer completer = (_, _, _) -> {};

  Typing(Terminal terminal) {
    this.terminal = terminal;
    // A backslash is text, as in a path; quotes hold words together.
    var parser = new DefaultParser().escapeChars(null).eofOnUnclosedQuote(true);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser)
            .completer((line, words, into) -> completer.complete(line, words, into))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.BRACKETED_PASTE, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "… ")
            .build();
    // For what is no command: an apostrophe opens nothing that would have to be closed.
    this.plain =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new DefaultParser().escapeChars(null).quoteChars(new char[0]))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.BRACKETED_PASTE, true)
            .build();
  }

  /** At this process's terminal, without native code. */
  static Typing open() {
    try {
      return new Typing(
          TerminalBuilder.builder().system(true).jni(false).ffm(false).dumb(true).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void completesBy(Completer other) {
    completer = other;
  }

  /** What is done when somebody presses Ctrl-C while nothing is read. */
  void onInterrupt(Runnable action) {
    terminal.handle(Terminal.Signal.INT, _ -> action.run());
  }

  /** The words of the next command; null: they want to leave. */
  @Nullable List<String> command(String prompt) {
    while (true) {
      try {
        var line = reader.readLine(prompt);
        return line.isBlank()
            ? List.of()
            : reader.getParsedLine().words().stream().map(Typing::unquoted).toList();
      } catch (UserInterruptException e) {
        // What was typed is dropped, as in other shells.
      } catch (EndOfFileException e) {
        return null;
      }
    }
  }

  /** Quotes may stand around a whole word or around a value, as in {@code name="Ann Lee"}. */
  private static String unquoted(String word) {
    var value = VALUE.matcher(word);
    return value.matches() ? value.group(1) + value.group(3) : word;
  }

  /** A line as it was typed; empty when Ctrl-C dropped it; null: they want to leave. */
  @Nullable String line(String prompt) {
    try {
      return plain.readLine(prompt).strip();
    } catch (UserInterruptException e) {
      return "";
    } catch (EndOfFileException e) {
      return null;
    }
  }

  /** Likewise of {@link #onInterrupt}, until what is returned is closed. */
  Questions.Interruptible whenInterrupted(Runnable action) {
    var before = terminal.handle(Terminal.Signal.INT, _ -> action.run());
    return () -> terminal.handle(Terminal.Signal.INT, before);
  }

  @Override
  public void show(String line) {
    terminal.writer().println(OneLine.of(line, LONGEST));
    terminal.writer().flush();
  }

  @Override
  public @Nullable String ask(String prompt) {
    plain.setVariable(LineReader.DISABLE_HISTORY, true);
    try {
      return plain.readLine(OneLine.of(prompt, LONGEST) + " ").strip();
    } catch (UserInterruptException | EndOfFileException e) {
      return null;
    } finally {
      plain.setVariable(LineReader.DISABLE_HISTORY, false);
    }
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      // Nothing is left to be shown.
    }
  }
}
