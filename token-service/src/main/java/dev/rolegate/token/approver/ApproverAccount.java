package dev.rolegate.token.approver;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person who may release changes, as far as the policy lets its role.
 *
 * @param account what it signs in with; in lower case
 * @param subject the {@code sub} that it has as a caller, too
 * @param jobRole null when it has none; no placeholder stands in
 * @param name for people to read
 */
public record ApproverAccount(
    String account,
    String subject,
    @Nullable String jobRole,
    String name,
    PasswordHash password,
    boolean enabled) {
  static final int LONGEST = 64;

  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  /** Stands for an account that is unknown, so that it is compared with as any other. */
  static final ApproverAccount NOBODY =
      new ApproverAccount("", "", null, "", PasswordHash.OF_NOBODY, false);

  /** The account that somebody means who typed this; null when there can be none of that name. */
  public static @Nullable String named(String typed) {
    if (typed.length() > LONGEST) {
      return null;
    }
    // A phone begins words with a capital letter.
    var account = typed.toLowerCase(Locale.ROOT);
    return ACCOUNT.matcher(account).matches() ? account : null;
  }
}
