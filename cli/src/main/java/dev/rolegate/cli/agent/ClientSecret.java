package dev.rolegate.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.cli.GivenFile;
import dev.rolegate.cli.Terminal;
import dev.rolegate.cli.WrongUsage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's secret: from a file, from the environment, or typed unseen; never from the command
 * line, which others can read.
 */
final class ClientSecret {
  private static final String FILE = "--secret-file";
  private static final String VARIABLE = "CLIENT_SECRET";
  private static final int LONGEST = 4096;

  /** Published, and good for nothing beyond this machine. */
  private static final Map<String, String> DEMO =
      Map.of(
          "alice", "alice-secret",
          "bob", "bob-secret",
          "carol", "carol-secret",
          "test_client", "secret_1234");

  private final Terminal terminal;

  ClientSecret(Terminal terminal) {
    this.terminal = terminal;
  }

  Secret of(String client, @Nullable String file, String issuer) {
    var inline = terminal.variable(VARIABLE);
    var named = terminal.variable(VARIABLE + "_FILE");
    if (file != null) {
      return in(FILE, file);
    }
    if (inline != null && named != null) {
      throw new WrongUsage("set either " + VARIABLE + " or " + VARIABLE + "_FILE, not both");
    }
    if (inline != null) {
      return Secret.of(inline);
    }
    if (named != null) {
      return in(VARIABLE + "_FILE", named);
    }
    var demo = DEMO.get(client);
    if (demo != null && isHere(issuer)) {
      return Secret.of(demo);
    }
    var typed = terminal.interactive() ? terminal.askSecretly("Secret of " + client + ":") : "";
    if (typed.isEmpty()) {
      throw new WrongUsage(
          "no secret for %s; give %s FILE, or set %s or %s_FILE"
              .formatted(client, FILE, VARIABLE, VARIABLE));
    }
    return Secret.of(typed);
  }

  private Secret in(String option, String file) {
    var text = new String(bytes(option, file), UTF_8).replaceFirst("\r?\n$", "");
    if (text.isEmpty() || text.indexOf('\n') >= 0) {
      throw new WrongUsage(option + ": " + file + " holds no secret on one line");
    }
    return Secret.of(text);
  }

  private byte[] bytes(String option, String file) {
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

  private static boolean isHere(String issuer) {
    try {
      var host = URI.create(issuer).getHost();
      return host != null && Loopback.isHost(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
