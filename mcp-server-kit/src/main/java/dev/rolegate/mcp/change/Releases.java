package dev.rolegate.mcp.change;

import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Change.State;
import dev.rolegate.mcp.change.ChangeAudit.Unrecorded;
import java.time.InstantSource;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases a change: in one transaction everything is asked again, the tool writes, and the change
 * is done; or nothing of it. What may never be done any more ends as failed. Thread-safe.
 */
final class Releases {
  private static final Logger log = LoggerFactory.getLogger(Releases.class);

  private final Database database;
  private final WritingTools tools;
  private final ReleaseRules rules;
  private final RevokedTokens revoked;
  private final ChangeAudit audit;
  private final InstantSource clock;

  Releases(
      Database database,
      WritingTools tools,
      ReleaseRules rules,
      RevokedTokens revoked,
      ChangeAudit audit,
      InstantSource clock) {
    this.database = database;
    this.tools = tools;
    this.rules = rules;
    this.revoked = revoked;
    this.audit = audit;
    this.clock = clock;
  }

  /** What came of it. */
  sealed interface Release {
    /** It is written. */
    record Done(KeptChange change, Record result) implements Release {}

    /** It can never be done as it was shown. */
    record Failed(KeptChange change, String reason) implements Release {}

    /** Its time was over. */
    record Over(KeptChange change) implements Release {}

    /** Nothing was decided; see {@link Approvals.Ruling.Refused}. */
    record Refused(String code, String explanation) implements Release {}
  }

  Release release(String id, Releaser by, String requestId) {
    try {
      var change = database.read(handle -> ChangeTable.find(handle, id)).orElse(null);
      if (change == null) {
        return unknown();
      }
      return switch (rules.release(change, by)) {
        case Decision.Denied denied -> refused(denied);
        case Decision.Allowed(var rule) -> permitted(change, rule, by, requestId);
      };
    } catch (Unrecorded e) {
      return unavailable("It cannot be recorded at the moment, so nothing was done; try again.");
    } catch (RuntimeException | Error bug) {
      log.error("releasing {} failed in request {}", id, requestId, bug);
      return unavailable(
          "It failed, and nothing was written; report the request_id " + requestId + ".");
    }
  }

  private Release permitted(KeptChange change, String rule, Releaser by, String requestId) {
    if (change.state() != State.PENDING) {
      return decided(change);
    }
    var tool = tools.find(change.tool());
    if (tool == null || !change.isIntact()) {
      return new Release.Failed(change, "It is no longer the call that was asked for.");
    }
    // Not within the transaction, for whose something is may be asked of the database.
    if (rules.call(change) instanceof Decision.Denied(var _, var why, var _)) {
      return new Release.Failed(change, "It is no longer permitted: " + why + ".");
    }
    return database.attempt(
        handle ->
            ChangeTable.find(handle, change.changeId())
                .map(now -> inTransaction(handle, now, tool, rule, by, requestId))
                .orElseGet(Releases::unknown),
        release -> release instanceof Release.Done);
  }

  /** Alone with the table: what is pending here is released by nobody else. */
  private Release inTransaction(
      Handle handle,
      KeptChange change,
      WritingTool tool,
      String rule,
      Releaser by,
      String requestId) {
    if (change.state() != State.PENDING) {
      return decided(change);
    }
    if (!clock.instant().isBefore(change.expiresAt())) {
      return new Release.Over(change);
    }
    if (by instanceof Releaser.Person(var approver)
        && revoked.standingOf(approver) != RevokedTokens.Standing.LIVES) {
      return new Release.Refused(
          "not_permitted",
          "This sign-in was taken back, or it is not known whether; sign in again.");
    }
    var requester = change.requester();
    return switch (revoked.standingOf(requester)) {
      case REVOKED -> new Release.Failed(change, "The access of who asked for it was taken back.");
      case UNKNOWN ->
          unavailable("Which tokens were revoked is not known at the moment; try again.");
      case LIVES -> {
        audit.note(change, requestId, "change/approved", Outcome.ALLOWED, rule, by.subject());
        var arguments = change.readArguments();
        yield switch (tool.run(arguments, requester, requestId, handle)) {
          case WritingTool.Trial.Refused(var problems) ->
              new Release.Failed(change, "It can no longer be done: " + String.join(" ", problems));
          case WritingTool.Trial.Written written ->
              Shown.of(tool, arguments, written)
                      .equals(new Shown(change.resultBefore(), change.resultAfter()))
                  ? keep(handle, change, written.after(), by)
                  : new Release.Failed(
                      change, "What it would change now is not what was shown; ask for it again.");
        };
      }
    };
  }

  private Release keep(Handle handle, KeptChange change, Record result, Releaser by) {
    var ending = new Change.Ending(clock.instant(), by.subject(), by.account(), null);
    return ChangeTable.end(handle, change.changeId(), State.DONE, ending, Shown.whole(result))
        ? new Release.Done(ChangeTable.find(handle, change.changeId()).orElseThrow(), result)
        : decided(change);
  }

  /** What a denial says; of what is not for these eyes there is nothing. */
  static Release.Refused refused(Decision.Denied denied) {
    return denied.reason().equals("not_found")
        ? unknown()
        : new Release.Refused("not_permitted", denied.explanation() + ".");
  }

  static Release.Refused unknown() {
    return new Release.Refused("not_found", "There is no such change.");
  }

  private static Release.Refused decided(KeptChange change) {
    return new Release.Refused(
        "already_decided",
        "It was decided already: it is " + change.state().name().toLowerCase(Locale.ROOT) + ".");
  }

  private static Release.Refused unavailable(String explanation) {
    return new Release.Refused("unavailable", explanation);
  }
}
