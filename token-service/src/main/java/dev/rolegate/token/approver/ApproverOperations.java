package dev.rolegate.token.approver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.auth.text.Timestamp;
import dev.rolegate.database.Database;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminFields;
import dev.rolegate.token.admin.AdminOperation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an operator may ask and change about approvers. */
public final class ApproverOperations {
  private ApproverOperations() {}

  /**
   * All of them.
   *
   * @param demo approvers beside the store, whose names are taken and whom nobody can change
   * @param roles those of the policy
   * @param ofAClient whether something is a secret of a client, which no password may be
   */
  public static List<AdminOperation> of(
      ApproverStore store,
      Approvers demo,
      PasswordHashing hashing,
      ApproverTokens tokens,
      Collection<String> roles,
      Predicate<Secret> ofAClient,
      Database database,
      InstantSource clock) {
    var passwords = new NewPassword(hashing, ofAClient);
    return List.of(
        new AddApprover(store, demo, passwords, roles, clock),
        new ListApprovers(store, new LockOut(database, clock)),
        new ResetPassword(store, demo, passwords, tokens, clock),
        EnableApprover.enable(store, demo, tokens, clock),
        EnableApprover.disable(store, demo, tokens, clock),
        new RemoveApprover(store, demo, tokens));
  }

  /** The account that a request is about. */
  static String account(AdminFields fields) {
    var typed = fields.text("account", ApproverAccount.LONGEST);
    var account = ApproverAccount.named(typed);
    if (typed.isEmpty() || (account != null && account.equals(typed))) {
      return typed;
    }
    fields.problem(
        "account", "is not made of small letters, digits and . _ @ - with a letter or digit first");
    return "";
  }

  /** Why there is no approver of this account in the store. */
  static AdminAnswer missing(String account, Approvers demo) {
    return AdminAnswer.notFound(
        "No approver "
            + OneLine.quoted(account)
            + (demo.find(account) == null
                ? " is registered; approvers/list tells those that are."
                : " is registered, but a demo approver; it is there as long as DEMO=true."));
  }

  /** Too many passwords are being hashed. */
  static AdminAnswer busy() {
    return new AdminAnswer.Refused(Problem.ofStatus(503));
  }

  /** {@code {"approver": …}}; never a hash. */
  static ObjectNode answer(ApproverAccount approver) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("approver", json(approver, null));
    return answer;
  }

  static ObjectNode json(ApproverAccount approver, @Nullable Instant lockedUntil) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("account", approver.account()).put("subject", approver.subject());
    if (approver.jobRole() != null) {
      json.put("job_role", approver.jobRole());
    }
    json.put("name", approver.name()).put("enabled", approver.enabled());
    if (lockedUntil != null) {
      var text = new StringBuilder();
      Timestamp.append(text, lockedUntil);
      json.put("locked_until", text.toString());
    }
    return json;
  }
}
