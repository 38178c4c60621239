package dev.rolegate.token.approver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;

/** Forgets an approver, and takes back whatever it signed in to. */
final class RemoveApprover implements AdminOperation {
  private final ApproverStore store;
  private final Approvers demo;
  private final ApproverTokens tokens;

  RemoveApprover(ApproverStore store, Approvers demo, ApproverTokens tokens) {
    this.store = store;
    this.demo = demo;
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return "approvers/remove";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var account = ApproverOperations.account(request.fields());
    request.readWhoAndWhy();
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    return store.change(rows -> {
      if (rows.find(account) == null) {
        return ApproverOperations.missing(account, demo);
      }
      request.record(null, account);
      rows.delete(account);
      tokens.revokeAll(rows.handle(), account);
      LockOut.forget(rows.handle(), account);
      return AdminAnswer.done(
          JsonNodeFactory.instance.objectNode().put("account", account).put("removed", true));
    });
  }
}
