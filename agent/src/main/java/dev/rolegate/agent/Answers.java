package dev.rolegate.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the SDK hands over, in our words. */
final class Answers {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Answers() {}

  static ToolAnswer of(McpSchema.CallToolResult result) {
    var text =
        result.content() == null
            ? ""
            : result.content().stream().map(Answers::text).collect(Collectors.joining("\n"));
    var structured = result.structuredContent();
    return new ToolAnswer(
        text,
        Boolean.TRUE.equals(result.isError()),
        structured == null ? null : JSON.<JsonNode>valueToTree(structured));
  }

  /** Nothing came of it; the sentence says why. */
  static ToolAnswer refused(String sentence) {
    return new ToolAnswer(sentence, true, null);
  }

  static ObjectNode object(@Nullable Map<String, Object> map) {
    return JSON.valueToTree(map == null ? Map.of() : map);
  }

  static Map<String, Object> map(ObjectNode object) {
    var map = new LinkedHashMap<String, Object>();
    object
        .properties()
        .forEach(
            member -> map.put(member.getKey(), JSON.convertValue(member.getValue(), Object.class)));
    return map;
  }

  private static String text(McpSchema.Content content) {
    return switch (content) {
      case McpSchema.TextContent text -> String.valueOf(text.text());
      default -> "(" + content.type() + ", which is not shown here)";
    };
  }
}
