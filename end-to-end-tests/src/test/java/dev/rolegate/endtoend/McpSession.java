package dev.rolegate.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An open session over either transport, as far as callers of tools see it. */
public interface McpSession extends AutoCloseable {
  /** Sends a request and returns the whole JSON-RPC response. */
  JsonNode request(String method, JsonNode params);

  @Override
  void close();

  /** The names of the tools that the caller is shown. */
  default List<String> toolNames() {
    return tools().stream().map(tool -> tool.get("name").asText()).toList();
  }

  /** The tools that the caller is shown. */
  default List<JsonNode> tools() {
    return request("tools/list", Json.object()).get("result").get("tools").valueStream().toList();
  }

  /** Calls a tool; the whole JSON-RPC response. */
  default JsonNode call(String tool, JsonNode arguments) {
    return request("tools/call", Rpc.call(tool, arguments));
  }

  /** Calls a tool with JSON in which {@code '} may stand for the quotation mark; its result. */
  default JsonNode result(String tool, String arguments) {
    var response = call(tool, Json.object(arguments));
    if (!response.has("result")) {
      throw new AssertionError(tool + " gave no result: " + response);
    }
    return response.get("result");
  }
}
