package dev.rolegate.token.approver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.util.Objects;

/** The approvers by their accounts, a page at a time, and which of them are locked out. */
final class ListApprovers implements AdminOperation {
  private static final int MOST = 200;

  private final ApproverStore store;
  private final LockOut lockOut;

  ListApprovers(ApproverStore store, LockOut lockOut) {
    this.store = store;
    this.lockOut = lockOut;
  }

  @Override
  public String name() {
    return "approvers/list";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    var after = request.fields().optional("after", ApproverAccount.LONGEST);
    var limit = (int) request.fields().number("limit", MOST, 1, MOST);
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var approvers = store.page(Objects.requireNonNullElse(after, ""), limit + 1);
    var page = approvers.subList(0, Math.min(limit, approvers.size()));
    var answer = JsonNodeFactory.instance.objectNode();
    var array = answer.putArray("approvers");
    page.forEach(one -> array.add(ApproverOperations.json(one, lockOut.ofAccount(one.account()))));
    if (approvers.size() > limit) {
      answer.put("next", page.getLast().account());
    }
    return AdminAnswer.done(answer);
  }
}
