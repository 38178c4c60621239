package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A secret that another system made. It never stands on the command line, which others can read.
 */
final class ImportedSecret {
  private static final String OPTION = "--import-secret-file";
  private static final int LONGEST = 4096;

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description =
          "take the secret from FILE instead of making one, at least 32 characters; - is"
              + " standard input")
  private @Nullable String file;

  void addTo(ObjectNode request, Terminal terminal) {
    if (file == null) {
      return;
    }
    var text = new String(bytes(file, terminal), UTF_8).replaceFirst("\r?\n$", "");
    if (text.isEmpty()) {
      throw new WrongUsage(OPTION + ": " + file + " is empty");
    }
    request.put("secret", text);
  }

  private static byte[] bytes(String file, Terminal terminal) {
    if (!file.equals("-")) {
      return GivenFile.read(OPTION, Path.of(file), LONGEST);
    }
    try {
      var bytes = terminal.in().readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new WrongUsage(OPTION + ": more than " + LONGEST + " bytes came; is it a secret?");
      }
      return bytes;
    } catch (IOException e) {
      throw new WrongUsage(OPTION + ": standard input cannot be read");
    }
  }
}
