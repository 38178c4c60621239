package dev.rolegate.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One JSON-RPC message from a client. A batch is none: MCP took it back in 2025-06-18. */
public sealed interface Message {
  /**
   * Wants an answer.
   *
   * @param id the id as JSON text: a number or a string, to be sent back as it came
   * @param params empty when absent
   */
  record Request(String id, String method, ObjectNode params) implements Message {}

  /** Wants none. */
  record Notification(String method) implements Message {}

  /**
   * Answers a request of ours.
   *
   * @param result null: it is an error
   */
  record Response(String id, @Nullable JsonNode result) implements Message {}
}
