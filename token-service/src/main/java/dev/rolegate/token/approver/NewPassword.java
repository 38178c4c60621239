package dev.rolegate.token.approver;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.token.admin.AdminFields;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The password that an operator brings or has made for an approver. Thread-safe. */
final class NewPassword {
  static final int LEAST = 12;
  static final int MOST = 128;

  private static final int MADE_BYTES = 18;
  private static final Pattern DEMO = Pattern.compile("(alice|bob|carol|erin)[-_ ]?approver");

  private final PasswordHashing hashing;
  private final Predicate<Secret> ofAClient;

  NewPassword(PasswordHashing hashing, Predicate<Secret> ofAClient) {
    this.hashing = hashing;
    this.ofAClient = ofAClient;
  }

  /**
   * A password and its hash.
   *
   * @param made to be told once; null when the operator brought it
   */
  record Chosen(PasswordHash hash, @Nullable String made) {
    @Override
    public String toString() {
      return "Chosen[redacted]";
    }
  }

  /** Reads the one that was brought, and notes what is wrong with it; null: one is to be made. */
  @Nullable Secret read(AdminFields fields, String account) {
    var text = fields.optional("password", MOST);
    if (text == null) {
      return null;
    }
    var wrong = wrongWith(text, account);
    if (wrong != null) {
      fields.problem("password", wrong + "; leave it out and one is made");
      return null;
    }
    return Secret.of(text);
  }

  /** Null when too many are being hashed. */
  @Nullable Chosen choose(@Nullable Secret brought) {
    var made = brought == null ? SecretText.random(MADE_BYTES) : null;
    var hash = hashing.hash(brought == null ? Secret.of(String.valueOf(made)) : brought);
    return hash == null ? null : new Chosen(hash, made);
  }

  private @Nullable String wrongWith(String text, String account) {
    if (text.codePointCount(0, text.length()) < LEAST) {
      return "has fewer than " + LEAST + " characters";
    }
    var small = text.toLowerCase(Locale.ROOT);
    if (!account.isEmpty() && small.contains(account)) {
      return "holds the name of the account";
    }
    if (DEMO.matcher(small).find() || Secret.of(text).weakness(LEAST) != null) {
      return "is made of well-known words or repeats itself, so it can be guessed";
    }
    // Else an agent that holds the secret could sign in with it.
    return ofAClient.test(Secret.of(text)) ? "is the secret of a client" : null;
  }
}
