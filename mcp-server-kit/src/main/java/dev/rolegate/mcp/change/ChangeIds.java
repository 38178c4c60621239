package dev.rolegate.mcp.change;

import java.security.SecureRandom;
import java.util.Locale;

/** Makes ids such as {@code CHG-HR-7K3M9QXA}: nobody can guess the next. Thread-safe. */
final class ChangeIds {
  /** Without letters that are taken for another, or for a digit (Crockford's base 32). */
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int LENGTH = 8;

  private final String prefix;
  private final SecureRandom random = new SecureRandom();

  ChangeIds(String server) {
    this.prefix = "CHG-" + server.toUpperCase(Locale.ROOT) + "-";
  }

  String next() {
    var id = new StringBuilder(prefix);
    for (var i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
