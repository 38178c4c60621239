package dev.rolegate.token.approver;

import dev.rolegate.database.Parameters;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of approvers within one transaction. */
final class ApproverRows {
  private static final String ACCOUNT =
      "select account, subject, job_role, name, password_hash, enabled from approvers ";

  /** The account, or else nobody; the migration says why nobody has a row. */
  private static final String LOOK_UP =
      ACCOUNT
          + "where account = coalesce((select account from approvers where account = :account), '')";

  private final Handle handle;

  ApproverRows(Handle handle) {
    this.handle = handle;
  }

  Handle handle() {
    return handle;
  }

  /** The approver of this account, or null after the same work. */
  @Nullable ApproverAccount find(String account) {
    var row = handle.createQuery(LOOK_UP).bind("account", account).mapTo(Row.class).one();
    return row.account().isEmpty() ? null : row.approver();
  }

  /** Approvers by their accounts, from the one after {@code after} on. */
  List<ApproverAccount> page(String after, int most) {
    return handle
        .createQuery(
            ACCOUNT + "where account <> '' and account > :after order by account limit :most")
        .bind("after", after)
        .bind("most", most)
        .mapTo(Row.class)
        .list()
        .stream()
        .map(Row::approver)
        .toList();
  }

  void insert(ApproverAccount approver, Instant now) {
    handle
        .createUpdate(
            "insert into approvers (account, subject, job_role, name, password_hash, enabled,"
                + " created_at, changed_at) values (:account, :subject, :jobRole, :name,"
                + " :passwordHash, :enabled, :now, :now)")
        .bindMap(Parameters.of(Row.of(approver)))
        .bind("now", now)
        .execute();
  }

  void setPassword(String account, PasswordHash password, Instant now) {
    handle
        .createUpdate(
            "update approvers set password_hash = :hash, changed_at = :now"
                + " where account = :account")
        .bind("hash", password.text())
        .bind("now", now)
        .bind("account", account)
        .execute();
  }

  void setEnabled(String account, boolean enabled, Instant now) {
    handle
        .createUpdate(
            "update approvers set enabled = :enabled, changed_at = :now where account = :account")
        .bind("enabled", enabled)
        .bind("now", now)
        .bind("account", account)
        .execute();
  }

  void delete(String account) {
    handle.execute("delete from approvers where account = ?", account);
  }

  record Row(
      String account,
      String subject,
      @Nullable String jobRole,
      String name,
      String passwordHash,
      boolean enabled) {
    static Row of(ApproverAccount approver) {
      return new Row(
          approver.account(),
          approver.subject(),
          approver.jobRole(),
          approver.name(),
          approver.password().text(),
          approver.enabled());
    }

    ApproverAccount approver() {
      return new ApproverAccount(
          account, subject, jobRole, name, new PasswordHash(passwordHash), enabled);
    }
  }
}
