package dev.rolegate.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.text.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A question to the person at the client, a yes or no (MCP 2025-11-25, client/elicitation). It
 * never asks for anything that could be a secret.
 */
public final class Elicitation {
  private static final int LONGEST_MESSAGE = 16_384;

  private Elicitation() {}

  /** Whether the client of this initialize can be asked by form. */
  public static boolean isOffered(ObjectNode initializeParams) {
    var revision = initializeParams.path("protocolVersion").asText();
    var offer = initializeParams.path("capabilities").path("elicitation");
    return Revision.hasElicitation(Revision.negotiated(revision))
        && offer.isObject()
        && (offer.isEmpty() || offer.path("form").isObject());
  }

  /**
   * The request.
   *
   * @param id JSON text
   */
  public static byte[] request(String id, String message) {
    var json = new StringBuilder(message.length() + 400);
    json.append("{\"jsonrpc\":\"2.0\",\"id\":").append(id);
    json.append(",\"method\":\"elicitation/create\",\"params\":{\"message\":");
    JsonText.append(json, message, LONGEST_MESSAGE);
    json.append(
        ",\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"confirm\":{\"type\":\"boolean\","
            + "\"title\":\"Write it\",\"description\":\"true: it is written as shown\"}},"
            + "\"required\":[\"confirm\"]}}}");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What an answer says: one form of it is a yes.
   *
   * @param result null: an error
   */
  public static Client.Reply reply(@Nullable JsonNode result) {
    if (result == null) {
      return Client.Reply.UNANSWERED;
    }
    var action = result.path("action");
    var confirm = result.path("content").path("confirm");
    return action.isTextual()
            && action.textValue().equals("accept")
            && confirm.isBoolean()
            && confirm.booleanValue()
        ? Client.Reply.YES
        : Client.Reply.NO;
  }
}
