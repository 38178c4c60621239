package dev.rolegate.mcp;

import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Changes;
import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kit's own tool: what became of a change that the caller asked for. It is offered before the
 * changes are there that it looks at. Thread-safe.
 */
final class GetChange {
  static final String NAME = "get_change";

  private volatile @Nullable Changes changes;

  /** Which change is asked for. */
  record Asked(
      @Describe("Id of the change, e.g. CHG-HR-7K3M9QXA") @Length(max = 40) String changeId) {}

  /** A change that the caller asked for. */
  record ChangeReport(
      @Describe("Id of the change") String changeId,
      @Describe("The tool that was called") String tool,
      @Describe(
              "pending: it waits for a person; done: it was written; declined, expired, failed:"
                  + " nothing was written")
          Change.State state,
      @Describe("When it was asked for") Instant requestedAt,
      @Describe("Until when it waits") Instant expiresAt,
      @Describe("When it ended") @Nullable Instant endedAt,
      @Describe("Why it ended so, if it was said") @Nullable String reason,
      @Describe("What would change; when it is done, what did") List<ChangedField> fields) {
    ChangeReport {
      fields = List.copyOf(fields);
    }
  }

  /** One field of a change. */
  record ChangedField(
      @Describe("Name of the field") String field,
      @Describe("Its value before, if there was one") @Nullable String before,
      @Describe("Its value after, if there is one") @Nullable String after) {}

  Tool<Asked, ChangeReport> tool() {
    return Tool.reading(
        NAME,
        "What became of a change",
        "Tells what became of a change that this caller asked for and that waits for a person: the"
            + " call that would write answered with its id. Ask now and then, not in a loop; a"
            + " person may take minutes.",
        Asked.class,
        ChangeReport.class,
        this::find);
  }

  /** Those tools, and this one where any of them writes. */
  List<Tool<?, ?>> beside(List<Tool<?, ?>> tools) {
    if (tools.stream().allMatch(tool -> tool.effect() == Tool.Effect.READS)) {
      return tools;
    }
    var offered = new ArrayList<>(tools);
    offered.add(tool());
    return offered;
  }

  void lookAt(Changes all) {
    changes = all;
  }

  private Outcome<ChangeReport> find(Asked asked, Call call) {
    var all = changes;
    var change = all == null ? null : all.ownedBy(call.caller(), asked.changeId());
    return change == null
        ? Outcome.refused(
            "change_id %s is no change that you asked for; give the id that the call answered with."
                .formatted(asked.changeId()))
        : Outcome.done(report(change));
  }

  private static ChangeReport report(Change change) {
    var ending = change.ending();
    return new ChangeReport(
        change.id(),
        change.tool(),
        change.state(),
        change.requestedAt(),
        change.expiresAt(),
        ending == null ? null : ending.at(),
        ending == null ? null : ending.reason(),
        change.preview().stream()
            .map(difference ->
                new ChangedField(difference.field(), difference.before(), difference.after()))
            .toList());
  }
}
