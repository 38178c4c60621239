package dev.rolegate.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON-RPC messages of MCP 2025-11-25. */
public final class Rpc {
  /** The newest version that the servers speak. */
  public static final String VERSION = "2025-11-25";

  private Rpc() {}

  public static ObjectNode request(int id, String method, JsonNode params) {
    var request = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    request.set("params", params);
    return request;
  }

  public static ObjectNode notification(String method) {
    return Json.object().put("jsonrpc", "2.0").put("method", method);
  }

  /** The parameters of {@code initialize}. */
  public static ObjectNode hello() {
    var params = Json.object().put("protocolVersion", VERSION);
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "end-to-end-tests").put("version", "1");
    return params;
  }

  /** The parameters of {@code tools/call}. */
  public static ObjectNode call(String tool, JsonNode arguments) {
    var params = Json.object().put("name", tool);
    params.set("arguments", arguments);
    return params;
  }

  /** The text of a tool's result. */
  public static String text(JsonNode result) {
    return result.get("content").get(0).get("text").asText();
  }

  public static boolean isError(JsonNode result) {
    return result.path("isError").asBoolean(false);
  }
}
