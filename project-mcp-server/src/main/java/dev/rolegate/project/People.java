package dev.rolegate.project;

import dev.rolegate.mcp.Call;
import dev.rolegate.mcp.query.KnownNames;
import dev.rolegate.mcp.query.SearchText;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table of those whom tasks may be assigned to, and its rules. They are known by name, as
 * people speak of each other, because this server cannot see the employees of another; whoever may
 * sign in also has the id of their token, so that they find their own tasks. Thread-safe.
 */
final class People {
  private People() {}

  /** The name as spelled here; notes a problem when nobody has it. An absent one stays so. */
  static @Nullable String resolve(
      Handle handle, @Nullable String name, Call call, List<String> problems) {
    return name == null ? null : known(handle, call).resolve(name, problems);
  }

  private static KnownNames known(Handle handle, Call call) {
    return KnownNames.in(handle, "assignee", "select name from people order by search_text")
        .toldIf(call.seesAll("task", "assignee"));
  }

  /** Notes problems unless the new task has a known assignee, a new one, or none. */
  static void check(Handle handle, CreateProjectTask wanted, Call call, List<String> problems) {
    var isNew = Boolean.TRUE.equals(wanted.newAssignee());
    var name = wanted.assignee();
    if (name != null) {
      var known = known(handle, call);
      var found = known.find(name);
      if (isNew && found != null) {
        problems.add("assignee %s is known already; leave out new_assignee.".formatted(found));
      }
      if (!isNew && found == null) {
        problems.add(known.unknown(name) + " For somebody new say new_assignee: true.");
      }
    } else if (isNew) {
      problems.add("assignee is missing; give the name of the new assignee.");
    }
    if (wanted.assigneeUserId() != null) {
      checkUserId(handle, wanted.assigneeUserId(), isNew, call, problems);
    }
  }

  /** The assignee of a checked new task, as spelled here; adds a new one. */
  static @Nullable String of(Handle handle, CreateProjectTask wanted, Call call) {
    var name = wanted.assignee();
    if (name == null || !Boolean.TRUE.equals(wanted.newAssignee())) {
      return name == null ? null : known(handle, call).spelling(name);
    }
    handle
        .createUpdate(
            "insert into people (name, user_id, search_text) values (:name, :userId, :searchText)")
        .bind("name", name)
        .bind("userId", wanted.assigneeUserId())
        .bind("searchText", SearchText.folded(name))
        .execute();
    return name;
  }

  private static void checkUserId(
      Handle handle, String userId, boolean isNew, Call call, List<String> problems) {
    if (!isNew) {
      problems.add(
          "assignee_user_id is only for somebody new; leave it out, or say new_assignee: true.");
    }
    handle
        .createQuery("select name from people where user_id = :userId")
        .bind("userId", userId)
        .mapTo(String.class)
        .findOne()
        .ifPresent(other ->
            problems.add(
                "assignee_user_id %s already belongs to %s; give another one, or leave it out."
                    .formatted(userId, call.seesAll("task", "assignee") ? other : "somebody")));
  }
}
