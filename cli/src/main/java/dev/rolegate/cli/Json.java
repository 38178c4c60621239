package dev.rolegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson;
import java.util.stream.Collectors;

/** JSON as it comes in, goes out, and stands in a table. */
public final class Json {
  /** Bytes of the longest answer that is read. */
  static final int LONGEST = 4 * 1024 * 1024;

  static final StrictJson READER = new StrictJson(LONGEST, 64 * 1024, 256);

  // ASCII only: nothing in it moves a cursor or hides, and it stays JSON.
  private static final ObjectWriter WRITER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** On one line. */
  public static String line(JsonNode node) {
    try {
      return WRITER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** For a cell: a list as its items, what is absent as nothing. Not yet escaped. */
  public static String cell(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return "";
    }
    if (node.isArray()) {
      return node.valueStream().map(Json::cell).collect(Collectors.joining(","));
    }
    if (node.isObject()) {
      return node.propertyStream()
          .map(one -> one.getKey() + "=" + cell(one.getValue()))
          .collect(Collectors.joining(" "));
    }
    return node.asText();
  }
}
