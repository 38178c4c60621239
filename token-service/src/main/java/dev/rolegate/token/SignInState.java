package dev.rolegate.token;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an approval page sends along with a browser, to know it again when it comes back: whoever
 * was made to sign in as somebody else comes back with a state that is not his own. Its form lets
 * it stand in a URL and in a page as it is.
 */
final class SignInState {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,128}");

  private SignInState() {}

  static boolean isFit(@Nullable String state) {
    return state != null && FORM.matcher(state).matches();
  }
}
