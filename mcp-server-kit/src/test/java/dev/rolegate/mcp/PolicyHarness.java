package dev.rolegate.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.schema.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls the tools of a server under its access policy, from JSON to the text that would leave it,
 * without HTTP: for tests of what a role sees and may give. Thread-safe.
 */
public final class PolicyHarness {
  private final @Nullable Database database;
  private final CurrentToolbox tools;

  /**
   * @param database null when no tool writes
   */
  public PolicyHarness(
      @Nullable Database database, String server, CurrentPolicy policy, List<Tool<?, ?>> tools) {
    this.database = database;
    // Where the policy knows the kit's own tool, as a server has it.
    this.tools =
        new CurrentToolbox(
            server,
            policy,
            policy.get().tools(server).contains(GetChange.NAME)
                ? new GetChange().beside(tools)
                : tools);
  }

  /** What leaves the server: the JSON of a result, or sentences. */
  public record Answer(boolean done, String text) {
    /** The result; fails the test when there is none. */
    public JsonNode result() {
      if (!done) {
        throw new AssertionError("refused: " + text);
      }
      return json(text);
    }

    /** The sentences; fails the test when it was done. */
    public String refused() {
      if (done) {
        throw new AssertionError("was done: " + text);
      }
      return text;
    }
  }

  /** Calls a tool with JSON, in which {@code '} may stand for the quotation mark. */
  public Answer call(Caller caller, String tool, String arguments) {
    var toolbox = tools.get();
    var offered = toolbox.find(tool, caller);
    if (toolbox.mayUse(tool, caller) instanceof Decision.Denied denied) {
      return new Answer(false, denied.explanation());
    }
    if (offered == null) {
      throw new AssertionError("allowed, and yet not offered: " + tool);
    }
    return run(
        offered,
        json(arguments.replace('\'', '"')),
        new Call(caller, "request-of-a-test", offered.views()));
  }

  /** The result of tools/list. */
  public JsonNode list(Caller caller) {
    return json(tools.get().list(caller));
  }

  /** A tool in the list of a caller. */
  public JsonNode listed(Caller caller, String tool) {
    for (var entry : list(caller).path("tools")) {
      if (entry.path("name").asText().equals(tool)) {
        return entry;
      }
    }
    throw new AssertionError(tool + " is not listed");
  }

  public List<ToolShape> shapes() {
    return tools.shapes();
  }

  public List<String> problems(AccessPolicy candidate) {
    return tools.problems(candidate);
  }

  private <A extends Record, R extends Record> Answer run(
      OfferedTool<A, R> tool, JsonNode given, Call call) {
    return switch (tool.read(given, call)) {
      case OfferedTool.Reading.Misfits<A>(var problems) -> refused(problems);
      case OfferedTool.Reading.NotAllowed<A>(var denied) -> refused(List.of(denied.explanation()));
      case OfferedTool.Reading.Fits<A>(var fitting) ->
          switch (ran(tool, fitting, call)) {
            case OfferedTool.Result.Refused(var problems) -> refused(problems);
            case OfferedTool.Result.Done(var json) -> {
              checkAgainst(tool, json);
              yield new Answer(true, json);
            }
          };
    };
  }

  @SuppressWarnings("NullAway") // only what writes asks for a database
  private <A extends Record, R extends Record> OfferedTool.Result ran(
      OfferedTool<A, R> tool, A fitting, Call call) {
    return tool.run(fitting, call, database);
  }

  private static Answer refused(List<String> problems) {
    return new Answer(false, String.join("\n", problems));
  }

  /** Clients refuse a result that the output schema of their list does not describe. */
  private static void checkAgainst(OfferedTool<?, ?> tool, String result) {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(tool.description().path("outputSchema").toString());
    var violations = schema.validate(result, InputFormat.JSON);
    if (!violations.isEmpty()) {
      throw new AssertionError(tool.name() + " answers beyond its schema: " + violations);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
