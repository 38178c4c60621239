package dev.rolegate.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets a shell complete what is typed. */
@Command(
    name = "completion",
    description = {"Prints a script that teaches bash or zsh to complete this command.", ""},
    footer = {"", "Example:", "  rolegate completion"})
final class Completion implements Callable<Integer> {
  private final Rolegate rolegate;

  @Spec private CommandSpec own = CommandSpec.create();

  Completion(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    rolegate.terminal().print(AutoComplete.bash("rolegate", own.root().commandLine()));
    return Exit.DONE.code();
  }
}
