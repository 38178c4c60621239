package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A person's password: from a file or typed unseen, never from the command line. */
final class ApproverPassword {
  private static final int LONGEST = 4096;

  private ApproverPassword() {}

  /** Of a file, whose first line it is; {@code -} is standard input. */
  static Secret in(String option, String file, Terminal terminal) {
    var text = new String(bytes(option, file, terminal), UTF_8).replaceFirst("\r?\n$", "");
    if (text.isEmpty() || text.indexOf('\n') >= 0) {
      throw new WrongUsage(option + ": " + file + " holds no password on one line");
    }
    return Secret.of(text);
  }

  /** Asks for it; null where nobody is there to be asked. */
  static @Nullable Secret typed(String question, Terminal terminal) {
    if (!terminal.interactive()) {
      return null;
    }
    var text = terminal.askSecretly(question);
    return text.isEmpty() ? null : Secret.of(text);
  }

  private static byte[] bytes(String option, String file, Terminal terminal) {
    if (!file.equals("-")) {
      return GivenFile.read(option, Path.of(file), LONGEST);
    }
    try {
      var bytes = terminal.in().readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new WrongUsage(option + ": more than " + LONGEST + " bytes came");
      }
      return bytes;
    } catch (IOException e) {
      throw new WrongUsage(option + ": standard input cannot be read");
    }
  }
}
