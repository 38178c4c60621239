package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.KeptCaller;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Change.State;
import dev.rolegate.mcp.change.ChangeAudit.Unrecorded;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Takes the wish for a change: tries it, keeps what it would do, and asks nobody twice for the
 * same. Thread-safe.
 */
final class ChangeRequests {
  private static final int MOST_WAITING = 100;

  private final Database database;
  private final ReleaseRules rules;
  private final ChangeAudit audit;
  private final InstantSource clock;
  private final Duration lifetime;
  private final ChangeIds ids;
  private final ChangeMetrics metrics;

  ChangeRequests(
      Database database,
      ReleaseRules rules,
      ChangeAudit audit,
      InstantSource clock,
      Duration lifetime,
      ChangeIds ids,
      ChangeMetrics metrics) {
    this.database = database;
    this.rules = rules;
    this.audit = audit;
    this.clock = clock;
    this.lifetime = lifetime;
    this.ids = ids;
    this.metrics = metrics;
  }

  /**
   * Tries the call, undoes it, and keeps what it would do. The same call of the same caller that
   * waits already is that one: who asks twice is not done twice.
   *
   * @throws RuntimeException when the tool has a bug
   */
  Changes.Request ask(
      WritingTool tool,
      JsonNode arguments,
      Caller caller,
      String requestId,
      Confirmation confirmation)
      throws AuditUnavailable {
    return switch (database.attempt(
        handle -> tool.run(arguments, caller, requestId, handle), _ -> false)) {
      case WritingTool.Trial.Refused(var problems) -> new Changes.Request.Refused(problems);
      case WritingTool.Trial.Written written ->
          keep(
              pending(tool, arguments, caller, confirmation, Shown.of(tool, arguments, written)),
              caller,
              requestId);
    };
  }

  private Changes.Request keep(KeptChange wanted, Caller caller, String requestId)
      throws AuditUnavailable {
    try {
      return database.write(handle -> {
        var same =
            ChangeTable.waiting(handle, wanted.principal(), wanted.digest(), wanted.requestedAt());
        if (same.isPresent()) {
          return new Changes.Request.Waits(rules.seenBy(caller, same.get()));
        }
        if (ChangeTable.waiting(handle, wanted.principal()) >= MOST_WAITING) {
          return new Changes.Request.Refused(
              List.of(
                  "%d changes of yours wait for a person; have some decided, then ask again."
                      .formatted(MOST_WAITING)));
        }
        ChangeTable.insert(handle, wanted);
        audit.note(wanted, requestId, "change/requested", Outcome.ALLOWED, wanted.rule(), null);
        metrics.requested();
        return new Changes.Request.Waits(rules.seenBy(caller, wanted));
      });
    } catch (Unrecorded e) {
      throw e.unavailable();
    }
  }

  private KeptChange pending(
      WritingTool tool, JsonNode arguments, Caller caller, Confirmation confirmation, Shown shown) {
    var asked = Asked.of(tool.name(), arguments, caller.principal());
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new KeptChange(
        ids.next(),
        tool.name(),
        tool.title(),
        asked.arguments(),
        asked.digest(),
        caller.principal(),
        KeptCaller.keep(caller),
        confirmation.level(),
        String.join("\n", confirmation.approverRoles()),
        confirmation.rule(),
        shown.before(),
        shown.after(),
        State.PENDING,
        now,
        now.plus(lifetime),
        null,
        null,
        null,
        null);
  }
}
