package dev.rolegate.cli;

import picocli.CommandLine.Option;

/** A yes to what cannot be undone. */
final class Consent {
  @Option(
      names = {"-y", "--yes"},
      description = "do it without being asked")
  private boolean given;

  /** Whether it is given, by the option or, on a terminal, in an answer. */
  boolean to(String what, Terminal terminal) {
    if (given) {
      return true;
    }
    if (!terminal.interactive()) {
      throw new WrongUsage("this will " + what + ", which cannot be undone: confirm it with --yes");
    }
    var answer = terminal.ask("This will " + what + ", which cannot be undone. Go on? [y/N]");
    if (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes")) {
      return true;
    }
    terminal.complain("nothing was changed");
    return false;
  }
}
