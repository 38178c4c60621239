package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.ArgumentRule.Fit;
import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.text.OneLine;
import java.util.List;

/** Who may release a change that somebody asked for. */
final class ApprovalRules {
  private final AccessPolicy policy;

  ApprovalRules(AccessPolicy policy) {
    this.policy = policy;
  }

  Decision decide(
      String server,
      String tool,
      Confirmation confirmation,
      JsonNode arguments,
      String requester,
      Approver approver) {
    return switch (confirmation.level()) {
      case NONE ->
          new Denied("nothing_to_approve", tool + " needs no approval; call it", List.of());
      case ASK, PERSON -> byUse(server, tool, confirmation, arguments, requester, approver);
      case OTHER -> byRole(tool, confirmation, requester, approver);
    };
  }

  private static Decision byRole(
      String tool, Confirmation confirmation, String requester, Approver approver) {
    var roles = confirmation.approverRoles();
    if (approver.subject().equals(requester)) {
      return new Denied(
          "approver_is_requester",
          "%s is released by somebody else than who asked for it; approvers: %s"
              .formatted(tool, told(roles)),
          roles);
    }
    var role = approver.jobRole();
    if (role != null && roles.contains(role)) {
      return new Allowed(confirmation.rule());
    }
    return new Denied(
        "approver_role_not_named",
        role == null
            ? "the sign-in has no job_role; %s is released by: %s".formatted(tool, told(roles))
            : "job_role %s may not release %s; approvers: %s"
                .formatted(OneLine.of(role, 64), tool, told(roles)),
        roles);
  }

  private Decision byUse(
      String server,
      String tool,
      Confirmation confirmation,
      JsonNode arguments,
      String requester,
      Approver approver) {
    if (policy.toolUse(server, tool, approver.jobRole()) instanceof Denied denied) {
      return denied;
    }
    for (var rule : policy.argumentRules(server, tool, approver.jobRole())) {
      var isKept =
          switch (rule.fit(arguments.path(rule.argument()))) {
            case Fit.KEPT -> true;
            case Fit.BROKEN -> false;
            // it was the requester's own when it was asked for, so it is the approver's if that is
            // who asked
            case Fit.UP_TO_THE_OWNER -> approver.subject().equals(requester);
          };
      if (!isKept) {
        return new Denied(
            "argument_not_allowed",
            "for job_role %s %s of %s must be %s (%s)"
                .formatted(approver.jobRole(), rule.argument(), tool, rule.told(), rule.rule()),
            policy.unboundRoles(server, tool, rule.argument()));
      }
    }
    return new Allowed(confirmation.rule());
  }

  private static String told(List<String> roles) {
    return roles.isEmpty() ? "nobody" : String.join(", ", roles);
  }
}
