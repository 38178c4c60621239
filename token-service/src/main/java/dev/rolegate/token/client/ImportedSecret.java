package dev.rolegate.token.client;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.admin.AdminFields;
import org.jspecify.annotations.Nullable;

/** A secret that an operator brings instead of letting one be made. */
final class ImportedSecret {
  private static final String NAME = "secret";
  private static final int LEAST = 32;
  private static final int MOST = 512;

  /** Of 32 random hexadecimal digits, fewer are different once in twenty million times. */
  private static final int LEAST_VARIETY = 8;

  private ImportedSecret() {}

  /** Reads it; null when absent, and after a problem. */
  static @Nullable Secret read(AdminFields fields) {
    var text = fields.optional(NAME, MOST);
    if (text == null) {
      return null;
    }
    var secret = Secret.of(text);
    var weakness = secret.weakness(LEAST);
    if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      fields.problem(NAME, "holds more than visible ASCII, which no client could send everywhere");
    } else if (weakness != null) {
      fields.problem(NAME, weakness + ", or leave secret out and one is made");
    } else if (text.chars().distinct().count() < LEAST_VARIETY) {
      fields.problem(
          NAME,
          "has fewer than "
              + LEAST_VARIETY
              + " different characters, so it can be guessed; leave secret out and one is made");
    } else {
      return secret;
    }
    return null;
  }
}
