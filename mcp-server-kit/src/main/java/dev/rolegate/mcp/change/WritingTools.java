package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Decision;
import org.jspecify.annotations.Nullable;

/** What changes ask of the server whose tools make them. Implementations are thread-safe. */
public interface WritingTools {
  /** Null: there is no such tool, or it changes nothing. */
  @Nullable WritingTool findWriting(String name);

  /** May this caller call the tool with these arguments, by this policy? */
  Decision mayCall(AccessPolicy policy, WritingTool tool, JsonNode arguments, Caller caller);
}
