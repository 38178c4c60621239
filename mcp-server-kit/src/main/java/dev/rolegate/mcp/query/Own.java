package dev.rolegate.mcp.query;

import dev.rolegate.auth.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the caller: the {@code id} claim of a token is the {@code user_id} of a row. It
 * is the subject's, whoever acts for it. Thread-safe.
 */
public final class Own {
  private Own() {}

  /** The user_id to look for, or null when not only the caller's own is asked for. */
  public static @Nullable String id(@Nullable Boolean mine, Caller caller, List<String> problems) {
    if (!Boolean.TRUE.equals(mine)) {
      return null;
    }
    if (caller.id() == null) {
      problems.add(
          "mine finds nothing, because your token has no id claim; leave mine out, or ask for a"
              + " token with an id.");
    }
    return caller.id();
  }

  /** Whether a row with this user_id is the caller's; a row or a caller without one never is. */
  public static boolean is(@Nullable String userId, Caller caller) {
    return userId != null && userId.equals(caller.id());
  }
}
