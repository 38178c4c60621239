package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password that an approver gets: made by the service, unless it is brought. */
final class NewPassword {
  private static final String FILE = "--password-file";

  @Option(
      names = FILE,
      paramLabel = "FILE",
      description =
          "take the password from FILE, at least 12 characters; - is standard input (default: one"
              + " is made and shown once)")
  private @Nullable String file;

  @Option(names = "--ask-password", description = "ask for the password on the terminal")
  private boolean ask;

  void addTo(ObjectNode request, Terminal terminal) {
    if (file != null && ask) {
      throw new WrongUsage("give one of " + FILE + " and --ask-password");
    }
    if (file != null) {
      request.put("password", ApproverPassword.in(FILE, file, terminal).text());
    } else if (ask) {
      var first = ApproverPassword.typed("Password:", terminal);
      var second = ApproverPassword.typed("The same again:", terminal);
      if (first == null || second == null || !first.text().equals(second.text())) {
        throw new WrongUsage("the password was not typed twice; nothing was changed");
      }
      request.put("password", first.text());
    }
  }
}
