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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one path of every {@code tools/call}: not too often, the policy decides about tool and
 * arguments, the decision is audited, then the tool runs. No transport and no tool can go around
 * it. Of a bug in a tool nothing leaves but the request id. Thread-safe.
 */
final class ToolCalls {
  private static final Logger log = LoggerFactory.getLogger(ToolCalls.class);
  private static final String ACTION = "tools/call";
  private static final int LONGEST_NAME = 128;
  private static final Confirmation NOBODY =
      new Confirmation(Confirmation.Level.NONE, List.of(), "reads");

  private final CurrentToolbox tools;
  private final Database database;
  private final ConfirmedWrites writes;
  private final ChangeText text;
  private final CallLimit limit;
  private final ToolLimits limits;
  private final ServerAudit audit;
  private final ToolMetrics metrics;

  ToolCalls(
      CurrentToolbox tools,
      Database database,
      ConfirmedWrites writes,
      ChangeText text,
      CallLimit limit,
      ToolLimits limits,
      ServerAudit audit,
      ToolMetrics metrics) {
    this.tools = tools;
    this.database = database;
    this.writes = writes;
    this.text = text;
    this.limit = limit;
    this.limits = limits;
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
    // by one policy from here on, whatever comes into force meanwhile
    var toolbox = tools.get();
    if (!toolbox.has(name)) {
      var hint = NearMatch.suggestion(name, toolbox.names(caller));
      return refused(
          request,
          caller,
          requestId,
          "unknown_tool",
          "There is no tool " + OneLine.quoted(name) + "; tools/list names yours" + hint);
    }
    return switch (toolbox.mayUse(name, caller)) {
      case Decision.Denied denied -> denied(request, caller, requestId, name, denied);
      case Decision.Allowed(var rule) -> {
        var tool = toolbox.find(name, caller);
        if (tool == null) {
          throw new IllegalStateException("allowed by " + rule + ", and yet not offered: " + name);
        }
        var tooOften = limits.take(toolbox.limit(name), name, caller);
        if (tooOften != null) {
          audit.denied(caller, requestId, ACTION, name, "tool_limit");
          yield Answer.tooManyRequests(
              request.id(),
              "You call " + name + " more often than the access policy permits; wait.",
              requestId,
              tooOften);
        }
        var given = arguments == null ? JsonNodeFactory.instance.objectNode() : arguments;
        yield permitted(
            new Asked(
                request, given, tool.writes() ? toolbox.confirmation(name, given) : NOBODY, client),
            tool,
            new Call(caller, requestId, tool.views()),
            rule);
      }
    };
  }

  /**
   * One call on its way.
   *
   * @param arguments as they were given
   * @param confirmation who must say yes before it changes anything
   */
  private record Asked(
      Message.Request request, JsonNode arguments, Confirmation confirmation, Client client) {}

  private <A extends Record, R extends Record> Answer permitted(
      Asked asked, OfferedTool<A, R> tool, Call call, String rule) throws AuditUnavailable {
    var request = asked.request();
    OfferedTool.Reading<A> reading;
    try {
      reading = tool.read(asked.arguments(), call);
    } catch (RuntimeException | Error bug) {
      audit.denied(call.caller(), call.requestId(), ACTION, tool.name(), "cannot_decide");
      return failed(request, tool, call, System.nanoTime(), bug);
    }
    return switch (reading) {
      case OfferedTool.Reading.NotAllowed<A>(var denied) ->
          denied(request, call.caller(), call.requestId(), tool.name(), denied);
      case OfferedTool.Reading.Misfits<A>(var problems) -> {
        audit.allowed(call.caller(), call.requestId(), ACTION, tool.name(), rule);
        metrics.refused(tool.name(), System.nanoTime());
        yield Answer.of(request.id(), ToolResult.problems(problems, call.requestId()));
      }
      case OfferedTool.Reading.Fits<A>(var fitting) -> {
        // Before it runs: what cannot be recorded is not done.
        audit.allowed(call.caller(), call.requestId(), ACTION, tool.name(), rule);
        yield asked.confirmation().level() == Confirmation.Level.NONE
            ? run(request, tool, fitting, call)
            : confirmed(asked, tool, call);
      }
    };
  }

  private <A extends Record, R extends Record> Answer run(
      Message.Request request, OfferedTool<A, R> tool, A arguments, Call call) {
    var begun = System.nanoTime();
    try {
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
      return failed(request, tool, call, begun, bug);
    }
  }

  private Answer confirmed(Asked asked, OfferedTool<?, ?> tool, Call call) throws AuditUnavailable {
    var request = asked.request();
    var begun = System.nanoTime();
    try {
      return switch (writes.run(
          tool.name(), asked.arguments(), call, asked.confirmation(), asked.client())) {
        case ConfirmedWrites.Ending.Written(var result) -> {
          metrics.done(tool.name(), begun);
          yield Answer.of(request.id(), ToolResult.done(tool.json(result, call)));
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
    } catch (RuntimeException | Error bug) {
      return failed(request, tool, call, begun, bug);
    }
  }

  private Answer failed(
      Message.Request request, OfferedTool<?, ?> tool, Call call, long begun, Throwable bug) {
    log.error("tool {} failed in request {}", tool.name(), call.requestId(), bug);
    metrics.failed(tool.name(), begun);
    return Answer.error(
        request.id(),
        RpcError.INTERNAL_ERROR,
        "The tool failed; nothing says that it was done. Report the request_id, which leads to"
            + " the cause.",
        call.requestId());
  }

  private Answer denied(
      Message.Request request, Caller caller, String requestId, String tool, Decision.Denied denied)
      throws AuditUnavailable {
    audit.denied(caller, requestId, ACTION, tool, denied.reason());
    metrics.denied(tool);
    return Answer.of(
        request.id(), ToolResult.problems(List.of(denied.explanation() + "."), requestId));
  }

  private Answer refused(
      Message.Request request, Caller caller, String requestId, String reason, String explanation)
      throws AuditUnavailable {
    audit.denied(caller, requestId, ACTION, null, reason);
    return Answer.error(request.id(), RpcError.INVALID_PARAMS, explanation, requestId);
  }
}
