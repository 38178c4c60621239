package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.WritingTool;
import dev.rolegate.mcp.schema.Arguments;
import dev.rolegate.mcp.schema.Results;
import dev.rolegate.mcp.schema.Views;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A tool made ready to be listed and called by one sort of caller; reflection ends here.
 * Thread-safe.
 */
final class OfferedTool<A extends Record, R extends Record> {
  private final Tool<A, R> tool;
  private final Arguments<A> arguments;
  private final Results<R> results;
  private final Offer offer;
  private final ObjectNode description;

  /** As those see it who see everything. */
  OfferedTool(Tool<A, R> tool) {
    this(tool, Arguments.of(tool.arguments()), Results.of(tool.result()), Offer.WHOLE);
  }

  private OfferedTool(Tool<A, R> tool, Arguments<A> arguments, Results<R> results, Offer offer) {
    this.tool = tool;
    this.arguments = arguments;
    this.results = results;
    this.offer = offer;
    this.description = describe(tool, arguments, results);
  }

  /**
   * To whom it is offered.
   *
   * @param views what they see
   * @param rules what they may give
   * @param withheld refuses by which they may not ask
   */
  record Offer(Views views, ArgumentRules rules, WithheldArguments withheld) {
    static final Offer WHOLE = new Offer(Views.WHOLE, ArgumentRules.NONE, WithheldArguments.NONE);
  }

  /** The same tool, offered to others. */
  OfferedTool<A, R> offeredTo(Offer others) {
    return new OfferedTool<>(
        tool, arguments.askedBy(others.views()), results.seenBy(others.views()), others);
  }

  String name() {
    return tool.name();
  }

  /** What those see to whom it is offered. */
  Views views() {
    return offer.views();
  }

  /** What a policy may say of it, to whomever it is offered. */
  ToolShape shape() {
    return new ToolShape(
        tool.name(),
        tool.effect() != Tool.Effect.READS,
        arguments.described(tool.owners().keySet()),
        isKits() ? Map.of() : results.records());
  }

  /** The kit's own, which cuts its results itself: a policy says nothing of their fields. */
  boolean isKits() {
    return tool.name().equals(GetChange.NAME);
  }

  /** Whether it changes data, and so may need confirmation. */
  boolean writes() {
    return tool.work() instanceof Tool.Work.Writes<A, R>;
  }

  Tool<A, R> tool() {
    return tool;
  }

  Arguments<A> arguments() {
    return arguments;
  }

  Results<R> results() {
    return results;
  }

  /** Its entry in {@code tools/list}. */
  ObjectNode description() {
    return description;
  }

  /** What came of reading arguments. */
  sealed interface Reading<A extends Record> {
    /** They fit, and this caller may give them. */
    record Fits<A extends Record>(A arguments) implements Reading<A> {}

    /** They do not fit. */
    record Misfits<A extends Record>(List<String> problems) implements Reading<A> {}

    /** They are not for this caller. */
    record NotAllowed<A extends Record>(Denied denied) implements Reading<A> {}
  }

  /**
   * Decodes arguments, and holds them against what the caller may give.
   *
   * @throws RuntimeException when the tool has a bug
   */
  Reading<A> read(@Nullable JsonNode given, Call call) {
    var withheld = offer.withheld().refused(arguments.refused(given));
    if (withheld != null) {
      return new Reading.NotAllowed<>(withheld);
    }
    return switch (arguments.decode(given)) {
      case Arguments.Decoded.Misfits<A>(var problems) -> new Reading.Misfits<>(problems);
      case Arguments.Decoded.Fits<A>(var fitting) -> {
        var broken = offer.rules().broken(fitting, call.caller());
        yield broken == null ? new Reading.Fits<>(fitting) : new Reading.NotAllowed<>(broken);
      }
    };
  }

  /** What came of a call. */
  sealed interface Result {
    /** JSON text of the result, as the caller sees it. */
    record Done(String json) implements Result {}

    /** A rule of the domain forbids it. */
    record Refused(List<String> problems) implements Result {}
  }

  /**
   * Runs and encodes.
   *
   * @throws RuntimeException when the tool has a bug
   */
  Result run(A fitting, Call call, Database database) {
    return switch (outcome(fitting, call, database)) {
      case Outcome.Refused<R>(var problems) -> new Result.Refused(problems);
      case Outcome.Done<R>(var result) -> new Result.Done(results.json(result, call.caller().id()));
    };
  }

  /** JSON text of a result of its own, as the caller sees it. */
  String json(Record result, Call call) {
    return results.json(tool.result().cast(result), call.caller().id());
  }

  /**
   * Writes in a transaction that others undo or keep. What the caller may give was looked at
   * before: to tell whose something is may take a transaction of its own.
   *
   * @throws RuntimeException when the tool has a bug
   */
  WritingTool.Trial run(@Nullable JsonNode given, Call call, Handle handle) {
    if (!(tool.work() instanceof Tool.Work.Writes<A, R>(var body, var before))) {
      throw new IllegalStateException(tool.name() + " changes nothing");
    }
    return switch (arguments.decode(given)) {
      case Arguments.Decoded.Misfits<A>(var problems) -> new WritingTool.Trial.Refused(problems);
      case Arguments.Decoded.Fits<A>(var fitting) -> {
        var was = before.of(fitting, handle);
        yield switch (body.run(fitting, call, handle)) {
          case Outcome.Refused<R>(var problems) -> new WritingTool.Trial.Refused(problems);
          case Outcome.Done<R>(var result) -> new WritingTool.Trial.Written(was, result);
        };
      }
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

  private static ObjectNode describe(Tool<?, ?> tool, Arguments<?> arguments, Results<?> results) {
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("name", tool.name());
    entry.put("title", tool.title());
    entry.put("description", tool.description());
    entry.set("inputSchema", arguments.schema());
    entry.set("outputSchema", results.schema());
    entry
        .putObject("annotations")
        .put("title", tool.title())
        .put("readOnlyHint", tool.effect() == Tool.Effect.READS)
        .put("destructiveHint", tool.effect() == Tool.Effect.CHANGES)
        .put("idempotentHint", tool.effect() == Tool.Effect.READS)
        .put("openWorldHint", tool.openWorld());
    return entry;
  }
}
