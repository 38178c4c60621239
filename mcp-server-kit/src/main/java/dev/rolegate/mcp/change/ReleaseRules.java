package dev.rolegate.mcp.change;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.RecordView;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who may release a change and what of it they see, by the policy of that moment: one that became
 * stricter since the change was asked for counts, one that became laxer does not. Thread-safe.
 */
final class ReleaseRules {
  private final String server;
  private final CurrentPolicy policy;
  private final WritingTools tools;

  ReleaseRules(String server, CurrentPolicy policy, WritingTools tools) {
    this.server = server;
    this.policy = policy;
    this.tools = tools;
  }

  /** May this one release the change? */
  Decision release(KeptChange change, Releaser by) {
    var now = policy.get();
    var confirmation = strictest(change, now);
    return switch (by) {
      case Releaser.Person(var approver) ->
          now.approval(
              server,
              change.tool(),
              confirmation,
              change.readArguments(),
              change.requester().subject(),
              approver);
      case Releaser.AtClient(var caller) -> atClient(change, confirmation, caller);
    };
  }

  /** May it still be done in the name of who asked for it? */
  Decision call(KeptChange change) {
    return tools.mayCall(change.tool(), change.readArguments(), change.requester());
  }

  /** The change without what the person's role does not see. */
  Change seenBy(Approver viewer, KeptChange change) {
    var now = policy.get();
    var requester = change.requester();
    var own = requester.subject().equals(viewer.subject());
    return seen(
        change, kind -> now.view(server, kind, viewer.jobRole()), own ? requester.id() : null);
  }

  /** The change without what the caller does not see. */
  Change seenBy(Caller viewer, KeptChange change) {
    var now = policy.get();
    return seen(change, kind -> now.view(server, kind, viewer), viewer.id());
  }

  private Change seen(KeptChange change, Function<String, RecordView> views, @Nullable String id) {
    var tool = tools.find(change.tool());
    return change.seen(tool == null ? null : tool.result(), views, id);
  }

  private Confirmation strictest(KeptChange change, AccessPolicy now) {
    var kept = change.confirmation();
    var current = now.confirmation(server, change.tool(), change.readArguments());
    return current.level().compareTo(kept.level()) >= 0 ? current : kept;
  }

  private static Decision atClient(KeptChange change, Confirmation confirmation, Caller caller) {
    if (!change.principal().equals(caller.principal())) {
      return new Denied("not_found", "there is no such change of this caller", List.of());
    }
    return confirmation.level().compareTo(Confirmation.Level.ASK) <= 0
        ? new Allowed(confirmation.rule())
        : new Denied(
            "person_required",
            "an approver releases it, not the client that asked; see " + confirmation.rule(),
            confirmation.approverRoles());
  }
}
