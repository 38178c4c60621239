package dev.rolegate.token.assertion;

import dev.rolegate.database.Database;
import java.time.Duration;
import java.time.Instant;

/**
 * The ids of the assertions that were taken, kept in the database until they would have ended: all
 * token services refuse what one of them took. Thread-safe.
 */
public final class AssertionIds {
  /** Another instance's clock may be so far behind; it must still know what was taken. */
  private static final Duration OTHERS_BEHIND = Duration.ofMinutes(1);

  private final Database database;

  public AssertionIds(Database database) {
    this.database = database;
  }

  /** Takes an id; false when it was taken before. */
  boolean take(String clientId, String id, Instant end, Instant now) {
    return database.write(handle -> {
      handle
          .createUpdate("delete from assertion_ids where expires_at < :now")
          .bind("now", now.minus(OTHERS_BEHIND))
          .execute();
      return handle
              .createUpdate(
                  "insert into assertion_ids (client_id, assertion_id, expires_at)"
                      + " values (:clientId, :id, :end)"
                      + " on conflict (client_id, assertion_id) do nothing")
              .bind("clientId", clientId)
              .bind("id", id)
              .bind("end", end)
              .execute()
          == 1;
    });
  }
}
