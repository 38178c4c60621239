package dev.rolegate.mcp.change;

import dev.rolegate.database.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The statements about the table of changes. */
final class ChangeTable {
  private static final String COLUMNS =
      "change_id, tool, title, arguments, digest, principal, caller, level, approver_roles, rule,"
          + " result_before, result_after, state, requested_at, expires_at, ended_at, ended_by,"
          + " ended_account, ended_reason";

  private ChangeTable() {}

  static void insert(Handle handle, KeptChange change) {
    handle
        .createUpdate(
            """
            insert into pending_changes (change_id, tool, title, arguments, digest, principal,
              caller, level, approver_roles, rule, result_before, result_after, state,
              requested_at, expires_at)
            values (:changeId, :tool, :title, :arguments, :digest, :principal,
              :caller, :level, :approverRoles, :rule, :resultBefore, :resultAfter, :state,
              :requestedAt, :expiresAt)
            """)
        .bindMap(Parameters.of(change))
        .execute();
  }

  static Optional<KeptChange> find(Handle handle, String id) {
    return handle
        .createQuery("select " + COLUMNS + " from pending_changes where change_id = :id")
        .bind("id", id)
        .mapTo(KeptChange.class)
        .findOne();
  }

  /** The same call of the same principal that waits already. */
  static Optional<KeptChange> waiting(Handle handle, String principal, String digest, Instant now) {
    return select(
            handle,
            "principal = :principal and state = 'PENDING'"
                + " and digest = :digest and expires_at > :now order by requested_at")
        .bind("principal", principal)
        .bind("digest", digest)
        .bind("now", now)
        .mapTo(KeptChange.class)
        .findFirst();
  }

  static int waiting(Handle handle, String principal) {
    return handle
        .createQuery(
            "select count(*) from pending_changes where principal = :principal"
                + " and state = 'PENDING'")
        .bind("principal", principal)
        .mapTo(Integer.class)
        .one();
  }

  /** Those that wait and have time left, the oldest first. */
  static List<KeptChange> pending(Handle handle, Instant now) {
    return select(
            handle, "state = 'PENDING' and expires_at > :now order by requested_at, change_id")
        .bind("now", now)
        .mapTo(KeptChange.class)
        .list();
  }

  /** Those that wait and whose time is over. */
  static List<KeptChange> overdue(Handle handle, Instant now) {
    return select(handle, "state = 'PENDING' and expires_at <= :now")
        .bind("now", now)
        .mapTo(KeptChange.class)
        .list();
  }

  /** Those that have ended, the latest first. */
  static List<KeptChange> ended(Handle handle, int most) {
    return select(handle, "state <> 'PENDING' order by ended_at desc, change_id limit :most")
        .bind("most", most)
        .mapTo(KeptChange.class)
        .list();
  }

  /** Ends one that waits; false when it does not. */
  static boolean end(
      Handle handle,
      String id,
      Change.State state,
      Change.Ending ending,
      @Nullable String resultAfter) {
    return handle
            .createUpdate(
                """
                update pending_changes set state = :state, ended_at = :at, ended_by = :by,
                  ended_account = :account, ended_reason = :reason,
                  result_after = coalesce(:resultAfter, result_after)
                where change_id = :id and state = 'PENDING'
                """)
            .bindMap(Parameters.of(ending))
            .bind("state", state)
            .bind("resultAfter", resultAfter)
            .bind("id", id)
            .execute()
        == 1;
  }

  static boolean isAnyOlder(Handle handle, Instant before) {
    return handle
        .createQuery("select exists (select 1 from pending_changes where ended_at < :before)")
        .bind("before", before)
        .mapTo(Boolean.class)
        .one();
  }

  static void forget(Handle handle, Instant before) {
    handle
        .createUpdate("delete from pending_changes where ended_at < :before")
        .bind("before", before)
        .execute();
  }

  private static Query select(Handle handle, String where) {
    return handle.createQuery("select " + COLUMNS + " from pending_changes where " + where);
  }
}
