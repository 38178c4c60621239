package dev.rolegate.mcp;

import dev.rolegate.auth.text.OneLine;
import dev.rolegate.mcp.change.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a change into words, for the person who is asked and for the model that has to wait. What
 * comes from outside stays in its line. This class is immutable.
 */
final class ChangeText {
  private static final int MOST_FIELDS = 40;
  private static final int LONGEST_VALUE = 500;

  private final String server;
  private final @Nullable String page;

  /**
   * @param page where approvers sign in; null: there is none
   */
  ChangeText(String server, @Nullable String page) {
    this.server = server;
    this.page = page;
  }

  /** For the person at the client. */
  String question(Change change) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s (%s, %s)? This would be written:"
            .formatted(change.title(), change.tool(), change.id()));
    lines.addAll(fields(change));
    return String.join("\n", lines);
  }

  /** For the model. */
  List<String> waiting(Change change) {
    var where =
        (page == null ? "" : "at " + page + "/" + change.id() + " or ")
            + "with scripts/rolegate approve "
            + change.id();
    var lines = new ArrayList<String>();
    lines.add(
        "Nothing is written yet: %s waits for a person until %s. It would change:"
            .formatted(change.id(), change.expiresAt()));
    lines.addAll(fields(change));
    lines.add("Tell the person: %s of %s releases it, %s.".formatted(who(change), server, where));
    lines.add(
        "%s with change_id %s tells what became of it; the same call again is the same change."
            .formatted(GetChange.NAME, change.id()));
    return lines;
  }

  private static String who(Change change) {
    return switch (change.confirmation().level()) {
      case OTHER ->
          "another person's approver account with the job_role "
              + String.join(" or ", change.confirmation().approverRoles());
      case NONE, ASK, PERSON -> "an approver";
    };
  }

  private static List<String> fields(Change change) {
    var all = change.preview();
    var lines = new ArrayList<String>();
    all.stream().limit(MOST_FIELDS).map(ChangeText::field).forEach(lines::add);
    if (all.size() > MOST_FIELDS) {
      lines.add("and %d more fields".formatted(all.size() - MOST_FIELDS));
    }
    return lines;
  }

  private static String field(Change.Difference difference) {
    var before = difference.before();
    var after = value(difference.after());
    if (!difference.changes()) {
      return "  " + difference.field() + ": " + after + " (as it is)";
    }
    return "- "
        + difference.field()
        + ": "
        + (before == null ? after : value(before) + " → " + after);
  }

  private static String value(@Nullable String text) {
    return text == null ? "(none)" : OneLine.of(text, LONGEST_VALUE);
  }
}
