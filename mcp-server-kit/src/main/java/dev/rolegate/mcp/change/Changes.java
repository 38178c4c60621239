package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Approver;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Change.State;
import dev.rolegate.mcp.change.ChangeAudit.Unrecorded;
import dev.rolegate.mcp.change.Releases.Release;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one server: asked for, looked at, released or ended, each time with a line in the
 * audit. Thread-safe; calls block for the database.
 */
public final class Changes implements Approvals, AutoCloseable {
  private static final int MOST_LISTED = 200;
  private static final int MOST_LOOKED_AT = 2000;
  private static final int LONGEST_REASON = 500;

  private final Database database;
  private final ServerAudit audit;
  private final ChangeAudit notes;
  private final InstantSource clock;
  private final ReleaseRules rules;
  private final Releases releases;
  private final ChangeRequests requests;
  private final ChangeMetrics metrics;
  private final ChangeSweep sweep;

  /**
   * @param database has the table of changes, see {@link #MIGRATIONS}
   * @param lifetime how long a change waits
   */
  public Changes(
      String server,
      Database database,
      WritingTools tools,
      CurrentPolicy policy,
      RevokedTokens revoked,
      ServerAudit audit,
      InstantSource clock,
      Duration lifetime,
      MeterRegistry metrics) {
    this.database = database;
    this.audit = audit;
    this.notes = new ChangeAudit(audit);
    this.clock = clock;
    this.rules = new ReleaseRules(server, policy, tools);
    this.releases = new Releases(database, tools, rules, revoked, notes, clock);
    this.metrics = new ChangeMetrics(metrics);
    this.requests =
        new ChangeRequests(
            database, rules, notes, clock, lifetime, new ChangeIds(server), this.metrics);
    this.sweep = new ChangeSweep(database, this::end, revoked, clock);
  }

  /** The folder of its migrations, beside those of the service. */
  public static final String MIGRATIONS = "changes";

  /** What came of asking. */
  public sealed interface Request {
    /** It waits, and this is what the caller may see of it. */
    record Waits(Change change) implements Request {}

    /** It could not be done anyway, or too much waits already. */
    record Refused(List<String> problems) implements Request {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Tries the call, undoes it, and keeps what it would do. The same call of the same caller that
   * waits already is that one: who asks twice is not done twice.
   *
   * @throws RuntimeException when the tool has a bug
   */
  public Request ask(
      WritingTool tool,
      JsonNode arguments,
      Caller caller,
      String requestId,
      Confirmation confirmation)
      throws AuditUnavailable {
    return requests.ask(tool, arguments, caller, requestId, confirmation);
  }

  /** The caller's own change as it is now, or null; another's is as good as none. */
  public @Nullable Change ownedBy(Caller caller, String id) {
    return database
        .read(handle -> ChangeTable.find(handle, id))
        .filter(change -> change.principal().equals(caller.principal()))
        .map(change -> rules.seenBy(caller, change))
        .orElse(null);
  }

  /** What came of the word of the person at the client. */
  public sealed interface Confirmed {
    /** It is written; the result is the tool's. */
    record Written(Record result) implements Confirmed {}

    /** Nothing was written, and why. */
    record NotWritten(String explanation) implements Confirmed {}
  }

  /** The person at the client said yes. */
  public Confirmed confirmed(String id, Caller caller, String requestId) {
    return switch (release(id, new Releaser.AtClient(caller), requestId)) {
      case Release.Done(var _, var result) -> new Confirmed.Written(result);
      case Release.Failed(var _, var reason) -> new Confirmed.NotWritten(reason);
      case Release.Over _ -> new Confirmed.NotWritten("Its time was over.");
      case Release.Refused(var _, var explanation) -> new Confirmed.NotWritten(explanation);
    };
  }

  /** The person at the client did not say yes. */
  public void refused(String id, Caller caller, String reason, String requestId) {
    var _ = decline(id, new Releaser.AtClient(caller), reason, requestId);
  }

  /** The person at the client did not answer; an approver still may. */
  public void unanswered(String id, Caller caller, String requestId) throws AuditUnavailable {
    var change = database.read(handle -> ChangeTable.find(handle, id)).orElse(null);
    if (change != null) {
      audit.change(
          caller,
          requestId,
          "change/asked",
          change.tool(),
          Outcome.DENIED,
          "confirm_timeout",
          id,
          null);
    }
  }

  @Override
  public List<Change> pending(Approver viewer) {
    var now = clock.instant();
    return seen(database.read(handle -> ChangeTable.pending(handle, now)), viewer, MOST_LISTED);
  }

  @Override
  public List<Change> ended(Approver viewer, int most) {
    return seen(database.read(handle -> ChangeTable.ended(handle, MOST_LOOKED_AT)), viewer, most);
  }

  @Override
  public @Nullable Change find(String id, Approver viewer) {
    return database
        .read(handle -> ChangeTable.find(handle, id))
        .filter(mayBeReleasedBy(viewer))
        .map(change -> rules.seenBy(viewer, change))
        .orElse(null);
  }

  @Override
  public Ruling approve(String id, Approver by, String requestId) {
    return switch (release(id, new Releaser.Person(by), requestId)) {
      case Release.Done(var change, var _) -> new Ruling.Decided(rules.seenBy(by, change));
      case Release.Failed(var change, var _) -> ruled(change.changeId(), by);
      case Release.Over _ -> refused(id, by, expired(), requestId);
      case Release.Refused(var code, var explanation) ->
          refused(id, by, new Ruling.Refused(code, explanation), requestId);
    };
  }

  /** Notes that a person's word did not count; of what is not there nothing can be said. */
  private Ruling refused(String id, Approver by, Ruling.Refused refused, String requestId) {
    var change = database.read(handle -> ChangeTable.find(handle, id)).orElse(null);
    try {
      if (change != null) {
        notes.note(
            change, requestId, "change/refused", Outcome.DENIED, refused.code(), by.subject());
      }
      return refused;
    } catch (Unrecorded e) {
      return new Ruling.Refused("unavailable", "It cannot be recorded at the moment; try again.");
    }
  }

  @Override
  public Ruling decline(String id, Approver by, @Nullable String reason, String requestId) {
    var refusal = decline(id, new Releaser.Person(by), reason, requestId);
    return refusal != null
        ? refused(id, by, new Ruling.Refused(refusal.code(), refusal.explanation()), requestId)
        : ruled(id, by);
  }

  /** Looks at once for what must end: some tokens were revoked. */
  public void sweep() {
    sweep.soon();
  }

  @Override
  public void close() {
    sweep.close();
  }

  private Release release(String id, Releaser by, String requestId) {
    var release = releases.release(id, by, requestId);
    switch (release) {
      case Release.Done _ -> metrics.ended(State.DONE);
      case Release.Failed(var change, var reason) -> {
        try {
          end(change, State.FAILED, reason, by, requestId);
        } catch (Unrecorded e) {
          return new Release.Refused(
              "unavailable", "It cannot be recorded at the moment; nothing was done.");
        }
      }
      case Release.Over(var change) -> sweep.soon();
      case Release.Refused _ -> {}
    }
    return release;
  }

  /** Null: it is declined now. */
  private Release.@Nullable Refused decline(
      String id, Releaser by, @Nullable String reason, String requestId) {
    var change = database.read(handle -> ChangeTable.find(handle, id)).orElse(null);
    if (change == null) {
      return Releases.unknown();
    }
    if (rules.release(change, by) instanceof Decision.Denied denied) {
      return Releases.refused(denied);
    }
    if (change.state() == State.PENDING && !clock.instant().isBefore(change.expiresAt())) {
      return new Release.Refused("expired", "Its time was over; ask for it again.");
    }
    try {
      var said = reason == null ? null : OneLine.of(reason, LONGEST_REASON);
      return end(change, State.DECLINED, said, by, requestId)
          ? null
          : new Release.Refused("already_decided", "It was decided already.");
    } catch (Unrecorded e) {
      return new Release.Refused(
          "unavailable", "It cannot be recorded at the moment; nothing was done.");
    }
  }

  /** Ends one without writing it; false when it had ended. */
  private boolean end(
      KeptChange change,
      State state,
      @Nullable String reason,
      @Nullable Releaser by,
      String requestId) {
    var who = by == null ? null : by.subject();
    var ending = new Change.Ending(clock.instant(), who, by == null ? null : by.account(), reason);
    var ended =
        database.write(handle -> {
          if (!ChangeTable.end(handle, change.changeId(), state, ending, null)) {
            return false;
          }
          var action = "change/" + state.name().toLowerCase(Locale.ROOT);
          notes.note(
              change,
              requestId,
              action,
              Outcome.DENIED,
              reason == null ? change.rule() : reason,
              who);
          return true;
        });
    if (ended) {
      metrics.ended(state);
    }
    return ended;
  }

  private List<Change> seen(List<KeptChange> changes, Approver viewer, int most) {
    return changes.stream()
        .filter(mayBeReleasedBy(viewer))
        .limit(most)
        .map(change -> rules.seenBy(viewer, change))
        .toList();
  }

  private Predicate<KeptChange> mayBeReleasedBy(Approver viewer) {
    var by = new Releaser.Person(viewer);
    return change -> rules.release(change, by) instanceof Decision.Allowed;
  }

  private Ruling ruled(String id, Approver by) {
    var change = database.read(handle -> ChangeTable.find(handle, id)).orElseThrow();
    return new Ruling.Decided(rules.seenBy(by, change));
  }

  private static Ruling.Refused expired() {
    return new Ruling.Refused("expired", "Its time was over; have it asked for again.");
  }
}
