package dev.rolegate.token.approver;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.InstantSource;

/**
 * Gives an approver a new password, takes back whatever it signed in to with the old one, and ends
 * a lock-out.
 */
final class ResetPassword implements AdminOperation {
  private final ApproverStore store;
  private final Approvers demo;
  private final NewPassword passwords;
  private final ApproverTokens tokens;
  private final InstantSource clock;

  ResetPassword(
      ApproverStore store,
      Approvers demo,
      NewPassword passwords,
      ApproverTokens tokens,
      InstantSource clock) {
    this.store = store;
    this.demo = demo;
    this.passwords = passwords;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "approvers/reset";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var account = ApproverOperations.account(request.fields());
    var brought = passwords.read(request.fields(), account);
    request.readWhoAndWhy();
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var password = passwords.choose(brought);
    if (password == null) {
      return ApproverOperations.busy();
    }
    return store.change(rows -> {
      var approver = rows.find(account);
      if (approver == null) {
        return ApproverOperations.missing(account, demo);
      }
      request.record(null, account);
      rows.setPassword(account, password.hash(), clock.instant());
      tokens.revokeAll(rows.handle(), account);
      LockOut.forget(rows.handle(), account);
      var answer = ApproverOperations.answer(approver);
      if (password.made() != null) {
        answer.put("password", password.made());
      }
      return AdminAnswer.done(answer);
    });
  }
}
