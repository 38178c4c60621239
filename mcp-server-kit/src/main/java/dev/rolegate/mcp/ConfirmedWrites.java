package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Changes;
import dev.rolegate.mcp.protocol.Client;
import java.util.List;

/**
 * The calls that change something only once a person said yes: the change is kept, the person at
 * the client is asked where the policy takes its word and the client can ask, and all others are
 * told how it is released. Thread-safe.
 */
final class ConfirmedWrites {
  private final OfferedWrites tools;
  private final Changes changes;
  private final ChangeText text;

  ConfirmedWrites(OfferedWrites tools, Changes changes, ChangeText text) {
    this.tools = tools;
    this.changes = changes;
    this.text = text;
  }

  /** What came of a call. */
  sealed interface Ending {
    /** A person said yes, and it is written. */
    record Written(Record result) implements Ending {}

    /** Nothing is written. */
    record Refused(List<String> problems) implements Ending {}

    /** Nothing is written yet. */
    record Waits(Change change) implements Ending {}
  }

  Ending run(String tool, JsonNode arguments, Call call, Confirmation confirmation, Client client)
      throws AuditUnavailable {
    var writing = tools.find(tool);
    if (writing == null) {
      throw new IllegalStateException("changes nothing: " + tool);
    }
    return switch (changes.ask(writing, arguments, call.caller(), call.requestId(), confirmation)) {
      case Changes.Request.Refused(var problems) -> new Ending.Refused(problems);
      case Changes.Request.Waits(var change) ->
          change.confirmation().level() == Confirmation.Level.ASK
              ? asked(change, call, client.confirm(text.question(change)))
              : new Ending.Waits(change);
    };
  }

  private Ending asked(Change change, Call call, Client.Reply reply) throws AuditUnavailable {
    return switch (reply) {
      case YES ->
          switch (changes.confirmed(change.id(), call.caller(), call.requestId())) {
            case Changes.Confirmed.Written(var result) -> new Ending.Written(result);
            case Changes.Confirmed.NotWritten(var explanation) ->
                new Ending.Refused(List.of("Nothing was written by this call: " + explanation));
          };
      case NO -> {
        changes.refused(
            change.id(), call.caller(), "The person at the client said no.", call.requestId());
        yield new Ending.Refused(
            List.of(
                "The person did not confirm it, so nothing was written; do not ask again unless"
                    + " they want it."));
      }
      case UNANSWERED -> {
        changes.unanswered(change.id(), call.caller(), call.requestId());
        yield new Ending.Waits(change);
      }
      case UNABLE -> new Ending.Waits(change);
    };
  }
}
