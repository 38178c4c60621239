package dev.rolegate.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.schema.Json;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;

/**
 * The tools of a domain over its database, and what the tests of all domains ask of them. In its
 * JSON {@code '} stands for the quotation mark.
 */
public interface DomainFixture extends AutoCloseable {
  Database database();

  ToolHarness tools();

  /** One thing that is broken in a valid call: the members to change, null to drop one. */
  record Refusal(String name, String change, List<String> problems) {
    public static Refusal of(String name, String change, String... problems) {
      return new Refusal(name, change, List.of(problems));
    }
  }

  /** Arguments, and the numbers of the ids that are found, in order. */
  record Found(String name, String arguments, List<String> numbers) {
    public static Found of(String name, String arguments, int... numbers) {
      return new Found(name, arguments, IntStream.of(numbers).mapToObj("%03d"::formatted).toList());
    }
  }

  default JsonNode done(Caller caller, String tool, String arguments) {
    return tools().call(caller, tool, arguments).done();
  }

  /** What was wrong; empty when it was done. */
  default List<String> problems(Caller caller, String tool, String arguments) {
    return tools().call(caller, tool, arguments).problems();
  }

  /** Every change of the valid call is refused with exactly its sentences. */
  default void refuses(Caller caller, String tool, String valid, List<Refusal> refusals) {
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
  default void finds(
      Caller caller, String tool, String list, String idMember, List<Found> questions) {
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
    return stream(list).map(element -> element.path(member).asText()).toList();
  }

  static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the test's JSON is malformed: " + text, e);
    }
  }

  @Override
  default void close() {
    database().close();
  }
}
