package dev.rolegate.mcp.approval;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.Confirmation.Level;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.mcp.change.Approvals;
import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Change.Difference;
import dev.rolegate.mcp.change.Change.Ending;
import dev.rolegate.mcp.change.Change.Requester;
import dev.rolegate.mcp.change.Change.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes that a test makes up, with texts and refusals that no real one would have. What a real
 * one does is for the tests of {@code Changes} and of the whole deployment.
 */
final class KeptApprovals implements Approvals {
  static final Requester ALICE = new Requester("alice", "alice", "Manager", "Alice", null);
  static final Confirmation ASK =
      new Confirmation(Level.ASK, List.of(), "servers.hr.tools.add_employee_record.confirm");
  static final Confirmation OTHER =
      new Confirmation(
          Level.OTHER,
          List.of("Manager", "AssistantManager"),
          "servers.hr.tools.decide_leave_request.confirm");

  private final Map<String, Change> changes = new LinkedHashMap<>();

  /** What was decided: verb, id, account and reason. */
  final List<String> decided = new ArrayList<>();

  /** What every decision is answered with, instead of deciding. */
  Ruling.@Nullable Refused refusal;

  synchronized void add(Change change) {
    changes.put(change.id(), change);
  }

  synchronized void clear() {
    changes.clear();
    decided.clear();
    refusal = null;
  }

  static Change pending(String id, String title, Difference... preview) {
    return pending(id, title, ALICE, ASK, preview);
  }

  static Change pending(
      String id,
      String title,
      Requester requester,
      Confirmation confirmation,
      Difference... preview) {
    return new Change(
        id,
        title.toLowerCase(java.util.Locale.ROOT).replace(' ', '_'),
        title,
        State.PENDING,
        requester,
        confirmation,
        List.of(preview),
        TestTokens.NOW.minus(Duration.ofMinutes(3)),
        TestTokens.NOW.plus(Duration.ofMinutes(7)),
        null);
  }

  static Change ended(Change change, State state, @Nullable String by, @Nullable String reason) {
    return new Change(
        change.id(),
        change.tool(),
        change.title(),
        state,
        change.requester(),
        change.confirmation(),
        change.preview(),
        change.requestedAt(),
        change.expiresAt(),
        new Ending(TestTokens.NOW.minus(Duration.ofMinutes(1)), by, by, reason));
  }

  @Override
  public synchronized List<Change> pending(Approver viewer) {
    return changes.values().stream().filter(one -> one.state() == State.PENDING).toList();
  }

  @Override
  public synchronized List<Change> ended(Approver viewer, int most) {
    return changes.values().stream()
        .filter(one -> one.state() != State.PENDING)
        .limit(most)
        .toList();
  }

  @Override
  public synchronized @Nullable Change find(String id, Approver viewer) {
    return changes.get(id);
  }

  @Override
  public synchronized Ruling approve(String id, Approver by, String requestId) {
    return decide("approve", id, by, State.DONE, null);
  }

  @Override
  public synchronized Ruling decline(
      String id, Approver by, @Nullable String reason, String requestId) {
    return decide("decline", id, by, State.DECLINED, reason);
  }

  private Ruling decide(String verb, String id, Approver by, State state, @Nullable String reason) {
    if (refusal != null) {
      return refusal;
    }
    var change = changes.get(id);
    if (change == null) {
      return new Ruling.Refused("not_found", "There is no change " + id + ".");
    }
    decided.add(verb + " " + id + " by " + by.account() + (reason == null ? "" : ": " + reason));
    var ended = ended(change, state, by.account(), reason);
    changes.put(id, ended);
    return new Ruling.Decided(ended);
  }
}
