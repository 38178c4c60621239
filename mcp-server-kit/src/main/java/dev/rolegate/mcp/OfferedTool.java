package dev.rolegate.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.WritingTool;
import dev.rolegate.mcp.schema.Arguments;
import dev.rolegate.mcp.schema.Json;
import dev.rolegate.mcp.schema.RecordSchema;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A tool made ready to be listed and called; reflection ends here. Thread-safe. */
final class OfferedTool<A extends Record, R extends Record> implements WritingTool {
  private final Tool<A, R> tool;
  private final Arguments<A> arguments;
  private final ObjectNode description;

  OfferedTool(Tool<A, R> tool) {
    this.tool = tool;
    this.arguments = Arguments.of(tool.arguments());
    this.description = describe(tool);
  }

  @Override
  public String name() {
    return tool.name();
  }

  @Override
  public String title() {
    return tool.title();
  }

  @Override
  public Class<R> result() {
    return tool.result();
  }

  /** Whether it changes data, and so may need confirmation. */
  boolean writes() {
    return tool.work() instanceof Tool.Work.Writes<A, R>;
  }

  @Override
  public Trial run(JsonNode given, Caller caller, String requestId, Handle handle) {
    if (!(tool.work() instanceof Tool.Work.Writes<A, R>(var body, var before))) {
      throw new IllegalStateException(tool.name() + " changes nothing");
    }
    return switch (arguments.decode(given)) {
      case Arguments.Decoded.Misfits<A>(var problems) -> new Trial.Refused(problems);
      case Arguments.Decoded.Fits<A>(var fitting) -> {
        var was = before.of(fitting, handle);
        yield switch (body.run(fitting, new Call(caller, requestId), handle)) {
          case Outcome.Refused<R>(var problems) -> new Trial.Refused(problems);
          case Outcome.Done<R>(var result) -> new Trial.Written(was, result);
        };
      }
    };
  }

  /** Its entry in {@code tools/list}. */
  ObjectNode description() {
    return description;
  }

  /** What came of a call. */
  sealed interface Result {
    /** JSON text of the result. */
    record Done(String json) implements Result {}

    /** The arguments do not fit, or a rule of the domain forbids it. */
    record Refused(List<String> problems) implements Result {}
  }

  /**
   * Decodes, runs, encodes.
   *
   * @throws RuntimeException when the tool has a bug
   */
  Result run(@Nullable JsonNode given, Call call, Database database) {
    return switch (arguments.decode(given)) {
      case Arguments.Decoded.Misfits<A>(var problems) -> new Result.Refused(problems);
      case Arguments.Decoded.Fits<A>(var fitting) ->
          switch (outcome(fitting, call, database)) {
            case Outcome.Refused<R>(var problems) -> new Result.Refused(problems);
            case Outcome.Done<R>(var result) -> new Result.Done(encoded(result));
          };
    };
  }

  private Outcome<R> outcome(A fitting, Call call, Database database) {
    return switch (tool.work()) {
      case Tool.Work.Reads<A, R>(var body) -> body.run(fitting, call);
      case Tool.Work.Writes<A, R>(var body, var _) ->
          database.attempt(
              handle -> body.run(fitting, call, handle),
              outcome -> outcome instanceof Outcome.Done<R>);
    };
  }

  static String encoded(Record result) {
    try {
      return Json.mapper().writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result has no JSON", e);
    }
  }

  private static ObjectNode describe(Tool<?, ?> tool) {
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("name", tool.name());
    entry.put("title", tool.title());
    entry.put("description", tool.description());
    entry.set("inputSchema", RecordSchema.ofArguments(tool.arguments()));
    entry.set("outputSchema", RecordSchema.ofResult(tool.result()));
    entry
        .putObject("annotations")
        .put("title", tool.title())
        .put("readOnlyHint", tool.effect() == Tool.Effect.READS)
        .put("destructiveHint", tool.effect() == Tool.Effect.CHANGES)
        .put("idempotentHint", tool.effect() == Tool.Effect.READS)
        .put("openWorldHint", false);
    return entry;
  }
}
