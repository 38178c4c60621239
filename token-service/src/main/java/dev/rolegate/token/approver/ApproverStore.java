package dev.rolegate.token.approver;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.database.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The approvers in the database. Each look-up asks it anew, so several token services on one
 * database see a change at once. Thread-safe.
 */
public final class ApproverStore implements Approvers {
  private final Database database;

  public ApproverStore(Database database) {
    this.database = database;
  }

  @Override
  public @Nullable ApproverAccount find(String account) {
    return database.<@Nullable ApproverAccount>read(
        handle -> new ApproverRows(handle).find(account));
  }

  /** These, and then others; both are asked each time. */
  public Approvers and(Approvers others) {
    return account -> {
      var other = others.find(account);
      var own = find(account);
      return own == null ? other : own;
    };
  }

  /** Approvers by their accounts, from the one after {@code after} on; empty for the first. */
  List<ApproverAccount> page(String after, int most) {
    return database.read(handle -> new ApproverRows(handle).page(after, most));
  }

  /** A change that is recorded in between: checked, recorded, made. */
  interface Change<T> {
    T make(ApproverRows rows) throws AuditUnavailable;
  }

  /**
   * Makes a change alone, so that what it checks first still holds when it writes.
   *
   * @throws AuditUnavailable when it could not be recorded; then nothing of it happened
   */
  <T> T change(Change<T> change) throws AuditUnavailable {
    try {
      return database.write(handle -> {
        try {
          return change.make(new ApproverRows(handle));
        } catch (AuditUnavailable e) {
          throw new NotRecorded(e);
        }
      });
    } catch (NotRecorded e) {
      throw e.cause;
    }
  }

  /** Takes the refusal through the transaction, which it rolls back. */
  private static final class NotRecorded extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient AuditUnavailable cause;

    NotRecorded(AuditUnavailable cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
