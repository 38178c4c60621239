package dev.rolegate.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.mcp.ToolHarness;
import dev.rolegate.mcp.data.Database;
import dev.rolegate.mcp.data.DatabaseConfig;
import dev.rolegate.mcp.data.Databases;
import dev.rolegate.mcp.schema.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;

/**
 * The CRM tools over a database with the sample data, on a Wednesday in November 2026. In its JSON
 * {@code '} stands for the quotation mark. Thread-safe.
 */
record CrmFixture(Database database, ToolHarness tools) implements AutoCloseable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

  /** One thing that is broken in a valid call: the members to change, null to drop one. */
  record Refusal(String name, String change, List<String> problems) {
    static Refusal of(String name, String change, String... problems) {
      return new Refusal(name, change, List.of(problems));
    }
  }

  /** Arguments, and the numbers of the ids that are found, in order. */
  record Found(String name, String arguments, List<String> numbers) {
    static Found of(String name, String arguments, int... numbers) {
      return new Found(name, arguments, IntStream.of(numbers).mapToObj("%03d"::formatted).toList());
    }
  }

  static CrmFixture fresh(Databases engine, Path folder) {
    return open(engine.fresh("crm", folder), CLOCK);
  }

  static CrmFixture open(DatabaseConfig config) {
    return open(config, CLOCK);
  }

  static CrmFixture open(DatabaseConfig config, Clock clock) {
    var database = Database.open(config);
    return new CrmFixture(database, new ToolHarness(new CrmTools(database, clock).all()));
  }

  JsonNode done(Caller caller, String tool, String arguments) {
    return tools.call(caller, tool, arguments).done();
  }

  /** What was wrong; empty when it was done. */
  List<String> problems(Caller caller, String tool, String arguments) {
    return tools.call(caller, tool, arguments).problems();
  }

  /** Every change of the valid call is refused with exactly its sentences. */
  void refuses(Caller caller, String tool, String valid, List<Refusal> refusals) {
    var softly = new SoftAssertions();
    for (var refusal : refusals) {
      softly
          .assertThat(problems(caller, tool, changed(valid, refusal.change())))
          .as(refusal.name())
          .containsExactlyElementsOf(refusal.problems());
    }
    softly.assertAll();
  }

  /** Every question finds exactly its rows, in order. */
  void finds(Caller caller, String tool, String list, String idMember, List<Found> questions) {
    var softly = new SoftAssertions();
    for (var question : questions) {
      softly
          .assertThat(each(done(caller, tool, question.arguments()).path(list), idMember))
          .as(question.name())
          .extracting(id -> id.substring(id.indexOf('-') + 1))
          .containsExactlyElementsOf(question.numbers());
    }
    softly.assertAll();
  }

  /** The first JSON object with the members of the second. */
  static String changed(String valid, String change) {
    return ((ObjectNode) json(valid)).setAll((ObjectNode) json(change)).toString();
  }

  /** One member of each element of a list, as text. */
  static List<String> each(JsonNode list, String member) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(element -> element.path(member).asText())
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the test's JSON is malformed: " + text, e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
