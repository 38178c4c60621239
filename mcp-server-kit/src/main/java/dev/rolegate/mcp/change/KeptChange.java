package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.KeptCaller;
import dev.rolegate.auth.RecordView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of changes. This class is immutable.
 *
 * @param approverRoles separated by line breaks
 * @param resultBefore JSON text; null: there was nothing
 * @param resultAfter JSON text of what was shown; once it is done, of what was written
 */
record KeptChange(
    String changeId,
    String tool,
    String title,
    String arguments,
    String digest,
    String principal,
    String caller,
    Confirmation.Level level,
    String approverRoles,
    String rule,
    @Nullable String resultBefore,
    String resultAfter,
    Change.State state,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String endedBy,
    @Nullable String endedAccount,
    @Nullable String endedReason) {

  Confirmation confirmation() {
    return new Confirmation(
        level, approverRoles.isEmpty() ? List.of() : List.of(approverRoles.split("\n", -1)), rule);
  }

  Caller requester() {
    return KeptCaller.restore(caller);
  }

  JsonNode readArguments() {
    return Asked.read(arguments);
  }

  /** Whether it still is the call that was asked for, by whom it was asked for. */
  boolean isIntact() {
    return digest.equals(Asked.digest(tool, arguments, principal))
        && principal.equals(requester().principal());
  }

  /**
   * As one person may see it.
   *
   * @param type the record of the tool's result; null: there is no such tool any more
   * @param id the viewer's id claim, by which its own records are known
   */
  Change seen(
      @Nullable Class<? extends Record> type,
      Function<String, RecordView> views,
      @Nullable String id) {
    var requester = requester();
    var actor = requester.actor();
    return new Change(
        changeId,
        tool,
        title,
        state,
        new Change.Requester(
            requester.subject(),
            requester.clientId(),
            requester.jobRole(),
            requester.name(),
            actor == null ? null : actor.subject()),
        confirmation(),
        type == null ? List.of() : preview(type, views, id),
        requestedAt,
        expiresAt,
        endedAt == null ? null : new Change.Ending(endedAt, endedBy, endedAccount, endedReason));
  }

  private List<Change.Difference> preview(
      Class<?> type, Function<String, RecordView> views, @Nullable String id) {
    var preview =
        new ArrayList<>(
            Differences.between(
                visible(type, resultBefore, views, id), visible(type, resultAfter, views, id)));
    preview.addAll(Differences.unseen(readArguments(), resultBefore, resultAfter));
    return preview;
  }

  private static @Nullable JsonNode visible(
      Class<?> type,
      @Nullable String json,
      Function<String, RecordView> views,
      @Nullable String id) {
    return json == null ? null : ResultTree.seen(type, (ObjectNode) Asked.read(json), views, id);
  }
}
