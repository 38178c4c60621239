package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.mcp.protocol.Answer;
import dev.rolegate.mcp.protocol.Client;
import dev.rolegate.mcp.protocol.Message;
import dev.rolegate.mcp.protocol.Requests;
import dev.rolegate.mcp.protocol.Revision;
import dev.rolegate.mcp.protocol.RpcError;

/**
 * Answers the methods of MCP that a server of tools has, for every transport alike: initialize,
 * ping, tools/list, tools/call. Each request leaves one line in the audit. Thread-safe.
 */
final class Dispatcher implements Requests {
  private static final String BY_ADMISSION = "admitted";

  private final String server;
  private final CurrentToolbox tools;
  private final ToolCalls calls;
  private final ServerAudit audit;

  Dispatcher(String server, CurrentToolbox tools, ToolCalls calls, ServerAudit audit) {
    this.server = server;
    this.tools = tools;
    this.calls = calls;
    this.audit = audit;
  }

  @Override
  public Answer answer(Message.Request request, Caller caller, String requestId, Client client)
      throws AuditUnavailable {
    return switch (request.method()) {
      case "tools/call" -> calls.answer(request, caller, requestId, client);
      case "tools/list" -> list(request, caller, requestId);
      case "initialize" -> initialize(request, caller, requestId);
      case "ping" -> {
        audit.allowed(caller, requestId, "ping", null, BY_ADMISSION);
        yield Answer.of(request.id(), "{}");
      }
      default -> {
        audit.denied(caller, requestId, "unknown", null, "unknown_method");
        yield Answer.error(
            request.id(),
            RpcError.METHOD_NOT_FOUND,
            "This server has tools only; use initialize, ping, tools/list or tools/call.",
            requestId);
      }
    };
  }

  private Answer list(Message.Request request, Caller caller, String requestId)
      throws AuditUnavailable {
    var cursor = request.params().get("cursor");
    if (cursor != null && !cursor.isNull()) {
      audit.denied(caller, requestId, "tools/list", null, "unknown_cursor");
      return Answer.error(
          request.id(),
          RpcError.INVALID_PARAMS,
          "The list has one page; leave params.cursor out.",
          requestId);
    }
    audit.allowed(caller, requestId, "tools/list", null, BY_ADMISSION);
    return Answer.of(request.id(), tools.get().list(caller));
  }

  private Answer initialize(Message.Request request, Caller caller, String requestId)
      throws AuditUnavailable {
    var asked = request.params().get("protocolVersion");
    if (asked == null || !asked.isTextual()) {
      audit.denied(caller, requestId, "initialize", null, "no_protocol_version");
      return Answer.error(
          request.id(),
          RpcError.INVALID_PARAMS,
          "params.protocolVersion must be one of: " + Revision.listed() + ".",
          requestId);
    }
    audit.allowed(caller, requestId, "initialize", null, BY_ADMISSION);
    var result = JsonNodeFactory.instance.objectNode();
    result.put("protocolVersion", Revision.negotiated(asked.textValue()));
    result.putObject("capabilities").putObject("tools");
    result
        .putObject("serverInfo")
        .put("name", "rolegate-" + server)
        .put("title", "Rolegate " + server)
        .put("version", version());
    result.put(
        "instructions",
        "The tools that are listed are those that the caller's job role permits. A refusal says"
            + " why and who may; tell it to the person instead of trying another way.");
    return Answer.of(request.id(), result.toString());
  }

  private static String version() {
    var version = Dispatcher.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
