package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.protocol.Answer;
import dev.rolegate.mcp.protocol.Client;
import dev.rolegate.mcp.protocol.Message;
import dev.rolegate.mcp.protocol.RpcError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one path of every {@code tools/call}: not too often, the policy decides, the decision is
 * audited, then the tool runs. No transport and no tool can go around it. Of a bug in a tool
 * nothing leaves but the request id. Thread-safe.
 */
final class ToolCalls {
  private static final Logger log = LoggerFactory.getLogger(ToolCalls.class);
  private static final String ACTION = "tools/call";
  private static final int LONGEST_NAME = 128;

  private final Toolbox toolbox;
  private final Database database;
  private final ConfirmedWrites writes;
  private final ChangeText text;
  private final CallLimit limit;
  private final ServerAudit audit;
  private final ToolMetrics metrics;

  ToolCalls(
      Toolbox toolbox,
      Database database,
      ConfirmedWrites writes,
      ChangeText text,
      CallLimit limit,
      ServerAudit audit,
      ToolMetrics metrics) {
    this.toolbox = toolbox;
    this.database = database;
    this.writes = writes;
    this.text = text;
    this.limit = limit;
    this.audit = audit;
    this.metrics = metrics;
  }

  Answer answer(Message.Request request, Caller caller, String requestId, Client client)
      throws AuditUnavailable {
    var wait = limit.take(caller);
    if (wait != null) {
      audit.denied(caller, requestId, ACTION, null, "tool_call_limit");
      return Answer.tooManyRequests(
          request.id(), "You call tools too often; wait, then call less often.", requestId, wait);
    }
    var named = request.params().get("name");
    var name = named != null && named.isTextual() ? named.textValue() : null;
    if (name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
      return refused(
          request,
          caller,
          requestId,
          "no_tool_name",
          "params.name must be the name of a tool, a string of 1 to 128 characters.");
    }
    var arguments = request.params().get("arguments");
    if (arguments != null && !arguments.isObject()) {
      return refused(
          request, caller, requestId, "bad_arguments", "params.arguments must be an object.");
    }
    var tool = toolbox.find(name);
    if (tool == null) {
      var hint = NearMatch.suggestion(name, toolbox.names(caller));
      return refused(
          request,
          caller,
          requestId,
          "unknown_tool",
          "There is no tool " + OneLine.quoted(name) + "; tools/list names yours" + hint);
    }
    return switch (toolbox.mayUse(name, caller)) {
      case Decision.Denied(var reason, var explanation, var _) -> {
        audit.denied(caller, requestId, ACTION, name, reason);
        metrics.denied(name);
        yield Answer.of(request.id(), ToolResult.problems(List.of(explanation + "."), requestId));
      }
      case Decision.Allowed(var rule) -> {
        // Before it runs: what cannot be recorded is not done.
        audit.allowed(caller, requestId, ACTION, name, rule);
        yield run(request, tool, arguments, new Call(caller, requestId), client);
      }
    };
  }

  private Answer run(
      Message.Request request,
      OfferedTool<?, ?> tool,
      @Nullable JsonNode arguments,
      Call call,
      Client client)
      throws AuditUnavailable {
    var begun = System.nanoTime();
    try {
      if (tool.writes()) {
        var given = arguments == null ? JsonNodeFactory.instance.objectNode() : arguments;
        var confirmation = toolbox.confirmation(tool, given);
        if (confirmation.level() != Confirmation.Level.NONE) {
          return written(
              request, tool, call, writes.run(tool, given, call, confirmation, client), begun);
        }
      }
      return switch (tool.run(arguments, call, database)) {
        case OfferedTool.Result.Done(var json) -> {
          metrics.done(tool.name(), begun);
          yield Answer.of(request.id(), ToolResult.done(json));
        }
        case OfferedTool.Result.Refused(var problems) -> {
          metrics.refused(tool.name(), begun);
          yield Answer.of(request.id(), ToolResult.problems(problems, call.requestId()));
        }
      };
    } catch (RuntimeException | Error bug) {
      log.error("tool {} failed in request {}", tool.name(), call.requestId(), bug);
      metrics.failed(tool.name(), begun);
      return Answer.error(
          request.id(),
          RpcError.INTERNAL_ERROR,
          "The tool failed; nothing says that it was done. Report the request_id, which leads to"
              + " the cause.",
          call.requestId());
    }
  }

  private Answer written(
      Message.Request request,
      OfferedTool<?, ?> tool,
      Call call,
      ConfirmedWrites.Ending ending,
      long begun) {
    return switch (ending) {
      case ConfirmedWrites.Ending.Written(var result) -> {
        metrics.done(tool.name(), begun);
        yield Answer.of(request.id(), ToolResult.done(OfferedTool.encoded(result)));
      }
      case ConfirmedWrites.Ending.Refused(var problems) -> {
        metrics.refused(tool.name(), begun);
        yield Answer.of(request.id(), ToolResult.problems(problems, call.requestId()));
      }
      case ConfirmedWrites.Ending.Waits(var change) -> {
        metrics.waits(tool.name(), begun);
        yield Answer.of(
            request.id(), ToolResult.waiting(change, text.waiting(change), call.requestId()));
      }
    };
  }

  private Answer refused(
      Message.Request request, Caller caller, String requestId, String reason, String explanation)
      throws AuditUnavailable {
    audit.denied(caller, requestId, ACTION, null, reason);
    return Answer.error(request.id(), RpcError.INVALID_PARAMS, explanation, requestId);
  }
}
