package dev.rolegate.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rolegate.auth.Caller;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.schema.Arguments;
import dev.rolegate.mcp.schema.Json;
import dev.rolegate.mcp.schema.RecordSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Calls the tools of a domain as a server does, from JSON to JSON, without HTTP and policy: for
 * tests of the domain's own rules. Thread-safe.
 */
public final class ToolHarness {
  private final Database database;
  private final Map<String, Tool<?, ?>> tools;

  public ToolHarness(Database database, List<Tool<?, ?>> tools) {
    this.database = database;
    this.tools = tools.stream().collect(Collectors.toMap(Tool::name, Function.identity()));
  }

  /** Either the result's JSON, or at least one problem. */
  public record Answer(Optional<JsonNode> result, List<String> problems) {
    /** The result; fails the test with the problems when there is none. */
    public JsonNode done() {
      return result.orElseThrow(() -> new AssertionError("refused: " + problems));
    }

    /** The problems; fails the test when it was done. */
    public List<String> refused() {
      if (result.isPresent()) {
        throw new AssertionError("was done: " + result.get());
      }
      return problems;
    }
  }

  /** Calls a tool with JSON, in which {@code '} may stand for the quotation mark. */
  public Answer call(Caller caller, String tool, String arguments) {
    try {
      return run(named(tool), Json.mapper().readTree(arguments.replace('\'', '"')), caller);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the test's JSON is malformed: " + arguments, e);
    }
  }

  private Tool<?, ?> named(String tool) {
    var found = tools.get(tool);
    if (found == null) {
      throw new AssertionError("no tool " + tool + " among " + tools.keySet());
    }
    return found;
  }

  private <A extends Record, R extends Record> Answer run(
      Tool<A, R> tool, JsonNode json, Caller caller) {
    return switch (Arguments.of(tool.arguments()).decode(json)) {
      case Arguments.Decoded.Misfits<A>(var problems) -> new Answer(Optional.empty(), problems);
      case Arguments.Decoded.Fits<A>(var arguments) ->
          switch (outcome(tool.work(), arguments, new Call(caller, "request-of-a-test"))) {
            case Outcome.Refused<R>(var problems) -> new Answer(Optional.empty(), problems);
            case Outcome.Done<R>(var result) ->
                new Answer(
                    Optional.of(fitting(tool, Json.mapper().valueToTree(result))), List.of());
          };
    };
  }

  private <A extends Record, R extends Record> Outcome<R> outcome(
      Tool.Work<A, R> work, A arguments, Call call) {
    return switch (work) {
      case Tool.Work.Reads<A, R>(var body) -> body.run(arguments, call);
      case Tool.Work.Writes<A, R>(var body, var _) ->
          database.attempt(
              handle -> body.run(arguments, call, handle),
              outcome -> outcome instanceof Outcome.Done<R>);
    };
  }

  /** Clients refuse a result that its output schema does not describe. */
  private static JsonNode fitting(Tool<?, ?> tool, JsonNode result) {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(RecordSchema.ofResult(tool.result()).toString());
    var violations =
        schema.validate(
            result.toString(),
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    if (!violations.isEmpty()) {
      throw new AssertionError(tool.name() + " answers beyond its schema: " + violations);
    }
    return result;
  }
}
