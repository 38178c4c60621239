package dev.rolegate.mcp.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Confirmation.Level;
import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.schema.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change on the wire.
 *
 * @param approverRoles whose word counts where the level is {@code other}
 * @param rule the path of the line of the policy
 * @param ending absent while it is pending
 */
record ChangeJson(
    String id,
    String tool,
    String title,
    Change.State state,
    Change.Requester requester,
    Level level,
    List<String> approverRoles,
    String rule,
    List<Change.Difference> preview,
    Instant requestedAt,
    Instant expiresAt,
    Change.@Nullable Ending ending) {
  static JsonNode of(Change change) {
    return Json.mapper()
        .valueToTree(
            new ChangeJson(
                change.id(),
                change.tool(),
                change.title(),
                change.state(),
                change.requester(),
                change.confirmation().level(),
                change.confirmation().approverRoles(),
                change.confirmation().rule(),
                change.preview(),
                change.requestedAt(),
                change.expiresAt(),
                change.ending()));
  }
}
