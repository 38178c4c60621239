package dev.rolegate.database;

import dev.rolegate.auth.text.OneLine;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of {@code DATABASE_URL}. No sentence here repeats it, for it may hold a password. */
final class PostgresUrl {
  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:postgresql://(?<place>[^/?#]+)/(?<name>[^/?#]+)(\\?(?<options>[^#]*))?");
  private static final Pattern CREDENTIALS =
      Pattern.compile("(^|&)(user|password|sslpassword)=", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");

  private PostgresUrl() {}

  /** What is wrong and what to do, or null. */
  static @Nullable String wrongWith(String url) {
    var form = FORM.matcher(url);
    if (!form.matches()) {
      return "is not the URL of a PostgreSQL database, the only one besides SQLite; give"
          + " jdbc:postgresql://HOST:PORT/DATABASE";
    }
    if (form.group("place").contains("@") || CREDENTIALS.matcher(options(url)).find()) {
      return "holds a user or password; leave them out, set DATABASE_USER and"
          + " DATABASE_PASSWORD or DATABASE_PASSWORD_FILE";
    }
    return null;
  }

  /** Host and port of a well-formed URL, for messages. */
  static String place(String url) {
    var form = FORM.matcher(url);
    return form.matches() ? OneLine.of(form.group("place"), 200) : "the given place";
  }

  /** True when the way there is the machine itself, or the URL decides about TLS. */
  static boolean isGuarded(String url) {
    return isOnThisMachine(url) || Pattern.compile("(^|&)sslmode=").matcher(options(url)).find();
  }

  /** True when each host that it names is this machine. */
  static boolean isOnThisMachine(String url) {
    return Arrays.stream(place(url).split(",", -1)).allMatch(LOOPBACK.asMatchPredicate());
  }

  private static String options(String url) {
    var form = FORM.matcher(url);
    var options = form.matches() ? form.group("options") : null;
    return options == null ? "" : options;
  }
}
