package dev.rolegate.token.approver;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminFields;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registers an approver; a password that is made is in this one answer and nowhere else. */
final class AddApprover implements AdminOperation {
  /** As a claim, a name may be no longer. */
  private static final int LONGEST = 256;

  private final ApproverStore store;
  private final Approvers demo;
  private final NewPassword passwords;
  private final List<String> roles;
  private final InstantSource clock;

  AddApprover(
      ApproverStore store,
      Approvers demo,
      NewPassword passwords,
      Collection<String> roles,
      InstantSource clock) {
    this.store = store;
    this.demo = demo;
    this.passwords = passwords;
    this.roles = List.copyOf(roles);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "approvers/add";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var fields = request.fields();
    var account = ApproverOperations.account(fields);
    var subject = fields.optional("subject", LONGEST);
    var role = role(fields);
    var called = fields.optional("name", LONGEST);
    var brought = passwords.read(fields, account);
    request.readWhoAndWhy();
    var problems = fields.problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    if (demo.find(account) != null) {
      return AdminAnswer.conflict(
          "A demo approver is called "
              + OneLine.quoted(account)
              + "; take another account, or set DEMO=false.");
    }
    // Not within the change: it takes long, and others wait for that.
    var password = passwords.choose(brought);
    if (password == null) {
      return ApproverOperations.busy();
    }
    var approver =
        new ApproverAccount(
            account,
            Objects.requireNonNullElse(subject, account),
            role,
            Objects.requireNonNullElse(called, account),
            password.hash(),
            true);
    return store.change(rows -> {
      if (rows.find(account) != null) {
        return AdminAnswer.conflict(
            "An approver "
                + OneLine.quoted(account)
                + " is registered already; take another account.");
      }
      request.record(null, account);
      rows.insert(approver, clock.instant());
      LockOut.forget(rows.handle(), account);
      var answer = ApproverOperations.answer(approver);
      if (password.made() != null) {
        answer.put("password", password.made());
      }
      return AdminAnswer.created(answer);
    });
  }

  private @Nullable String role(AdminFields fields) {
    var role = fields.optional("job_role", LONGEST);
    if (role != null && !roles.contains(role)) {
      fields.problem(
          "job_role",
          "names "
              + OneLine.quoted(role)
              + ", but only these are in the access policy: "
              + String.join(", ", roles)
              + NearMatch.suggestion(role, roles));
    }
    return role;
  }
}
