package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Decision;
import org.jspecify.annotations.Nullable;

/** What changes ask of the server whose tools make them. Implementations are thread-safe. */
public interface WritingTools {
  /** Null: there is no such tool, or it changes nothing. */
  @Nullable WritingTool find(String name);

  /**
   * May this caller call the tool with these arguments, by the policy of this moment? May ask the
   * database, so it is not asked within a transaction.
   */
  Decision mayCall(String tool, JsonNode arguments, Caller caller);
}
