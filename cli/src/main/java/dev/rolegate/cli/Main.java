package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.config.Env;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Runs the command as a process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // What is shared with the services may log; there is no log here, and none is missed.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    var terminal =
        new Terminal(
            Env.system(),
            System.in,
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            isTerminal());
    System.exit(Rolegate.run(List.of(args), terminal));
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), false, UTF_8);
  }
}
