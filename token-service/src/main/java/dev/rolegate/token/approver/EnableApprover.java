package dev.rolegate.token.approver;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.InstantSource;

/**
 * Lets an approver sign in or not. Either may be asked for again, with the same effect; disabling
 * also takes back what it signed in to.
 */
final class EnableApprover implements AdminOperation {
  private final String name;
  private final boolean enabled;
  private final ApproverStore store;
  private final Approvers demo;
  private final ApproverTokens tokens;
  private final InstantSource clock;

  private EnableApprover(
      String name,
      boolean enabled,
      ApproverStore store,
      Approvers demo,
      ApproverTokens tokens,
      InstantSource clock) {
    this.name = name;
    this.enabled = enabled;
    this.store = store;
    this.demo = demo;
    this.tokens = tokens;
    this.clock = clock;
  }

  static EnableApprover enable(
      ApproverStore store, Approvers demo, ApproverTokens tokens, InstantSource clock) {
    return new EnableApprover("approvers/enable", true, store, demo, tokens, clock);
  }

  static EnableApprover disable(
      ApproverStore store, Approvers demo, ApproverTokens tokens, InstantSource clock) {
    return new EnableApprover("approvers/disable", false, store, demo, tokens, clock);
  }

  @Override
  public String name() {
    return name;
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
      rows.setEnabled(account, enabled, clock.instant());
      if (!enabled) {
        tokens.revokeAll(rows.handle(), account);
      }
      var now = rows.find(account);
      return now == null
          ? ApproverOperations.missing(account, demo)
          : AdminAnswer.done(ApproverOperations.answer(now));
    });
  }
}
