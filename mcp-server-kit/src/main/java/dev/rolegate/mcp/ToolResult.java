package dev.rolegate.mcp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rolegate.auth.text.JsonText;
import dev.rolegate.mcp.change.Change;
import java.util.List;

/** Writes a {@code CallToolResult} (MCP 2025-11-25, server/tools) as JSON text. */
final class ToolResult {
  private static final int LONGEST = 16_384;

  private ToolResult() {}

  /** The result once as text, for models and older clients, and once as structured content. */
  static String done(String json) {
    var result = new StringBuilder(json.length() * 2 + json.length() / 4 + 96);
    result.append("{\"content\":[{\"type\":\"text\",\"text\":\"");
    JsonStringEncoder.getInstance().quoteAsString(json, result);
    result.append("\"}],\"structuredContent\":").append(json);
    return result.append(",\"isError\":false}").toString();
  }

  /** Nothing was written yet: how it will be, and the change for programs to read. */
  static String waiting(Change change, List<String> lines, String requestId) {
    var result = new StringBuilder(1024);
    result.append("{\"content\":[{\"type\":\"text\",\"text\":");
    JsonText.append(result, String.join("\n", lines), LONGEST);
    result.append("}],\"isError\":true,\"_meta\":{\"dev.rolegate/request_id\":");
    JsonText.append(result, requestId, LONGEST);
    result.append(",\"dev.rolegate/change\":{\"change_id\":");
    JsonText.append(result, change.id(), LONGEST);
    result.append(",\"state\":\"pending\",\"expires_at\":");
    JsonText.append(result, change.expiresAt().toString(), LONGEST);
    return result.append("}}}").toString();
  }

  /** Every problem as one line of text, so that a model can mend all at once. */
  static String problems(List<String> problems, String requestId) {
    var result = new StringBuilder(256);
    result.append("{\"content\":[{\"type\":\"text\",\"text\":");
    JsonText.append(result, String.join("\n", problems), LONGEST);
    result.append("}],\"isError\":true,\"_meta\":{\"dev.rolegate/request_id\":");
    JsonText.append(result, requestId, LONGEST);
    return result.append("}}").toString();
  }
}
