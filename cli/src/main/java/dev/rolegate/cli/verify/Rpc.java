package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Messages of JSON-RPC and MCP. */
final class Rpc {
  /** An argument that no tool has: whoever gets to reading it refuses the call by its name. */
  static final String ODD_ARGUMENT = "rolegate_verify_probe";

  private Rpc() {}

  static ObjectNode request(int id, String method, JsonNode params) {
    var message = Probes.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    message.set("params", params);
    return message;
  }

  static ObjectNode hello(String revision) {
    var params = Probes.object().put("protocolVersion", revision);
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "rolegate verify").put("version", "1");
    return params;
  }

  static String initialize(String revision) {
    return request(1, "initialize", hello(revision)).toString();
  }

  static ObjectNode call(String tool, JsonNode arguments) {
    var params = Probes.object().put("name", tool);
    params.set("arguments", arguments);
    return params;
  }

  /** Arguments that fit no tool. */
  static ObjectNode odd() {
    return Probes.object().put(ODD_ARGUMENT, true);
  }
}
