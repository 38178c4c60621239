package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** How every command of the tree reads its line, explains itself, and fails. */
final class Manners {
  private static final int WIDTH = 100;

  private Manners() {}

  static CommandLine teach(CommandLine root, Terminal terminal) {
    teachOne(root);
    return root.setOut(new PrintWriter(terminal.out(), true, UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, UTF_8))
        .registerConverter(Instant.class, Times::instant)
        .registerConverter(Duration.class, Times::duration)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        // A reason may begin with @, and an option is never somebody's value.
        .setExpandAtFiles(false)
        .setAllowOptionsAsOptionParameters(false)
        .setUsageHelpWidth(WIDTH)
        .setParameterExceptionHandler((wrong, _) -> usage(wrong, terminal))
        .setExecutionExceptionHandler((thrown, command, _) -> {
          if (thrown instanceof WrongUsage wrong) {
            return usage(
                new ParameterException(command, String.valueOf(wrong.getMessage())), terminal);
          }
          terminal.complain("failed by a bug of its own; please report this: " + thrown);
          return Exit.REFUSED.code();
        });
  }

  private static void teachOne(CommandLine command) {
    var codes = new LinkedHashMap<String, String>();
    for (var exit : Exit.values()) {
      codes.put(Integer.toString(exit.code()), exit.meaning());
    }
    var spec = command.getCommandSpec();
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help").usageHelp(true).description("this text").build());
    }
    spec.usageMessage()
        .commandListHeading("%nCommands:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(codes);
    command.getSubcommands().values().forEach(Manners::teachOne);
  }

  private static int usage(ParameterException wrong, Terminal terminal) {
    var command = wrong.getCommandLine();
    terminal.complain(sentence(wrong) + commandsOf(command));
    terminal.note("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE.code();
  }

  /** The library's words on one line. */
  private static String sentence(ParameterException wrong) {
    var message = String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", "");
    return message.lines().collect(Collectors.joining(" "));
  }

  private static String commandsOf(CommandLine command) {
    var names = command.getSubcommands().keySet();
    return names.isEmpty()
        ? ""
        : "; give one of: " + names.stream().sorted().collect(Collectors.joining(", "));
  }
}
