package dev.rolegate.agent.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema as all vendors take it: types, choices and what is required. The other bounds stand
 * in the description, where a model reads them; the server checks them all.
 */
final class ToolSchemas {
  private static final int DEEPEST = 6;
  private static final List<String> BOUNDS =
      List.of(
          "format",
          "pattern",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "default",
          "const");

  private ToolSchemas() {}

  static JsonObjectSchema object(JsonNode schema) {
    return object(schema, 0);
  }

  private static JsonObjectSchema object(JsonNode schema, int depth) {
    var object = JsonObjectSchema.builder().description(described(schema));
    for (var property : schema.path("properties").properties()) {
      object.addProperty(property.getKey(), element(property.getValue(), depth + 1));
    }
    return object.required(texts(schema.path("required"))).build();
  }

  private static JsonSchemaElement element(JsonNode schema, int depth) {
    var told = described(schema);
    if (depth > DEEPEST) {
      return JsonStringSchema.builder().description(told).build();
    }
    var choices = schema.path("enum");
    if (choices.isArray() && choices.valueStream().anyMatch(JsonNode::isTextual)) {
      return JsonEnumSchema.builder().enumValues(texts(choices)).description(told).build();
    }
    var ways = schema.path("anyOf").isArray() ? schema.path("anyOf") : schema.path("oneOf");
    if (ways.isArray() && !ways.isEmpty()) {
      return JsonAnyOfSchema.builder()
          .anyOf(ways.valueStream().map(way -> element(way, depth + 1)).toList())
          .description(told)
          .build();
    }
    return switch (type(schema)) {
      case "integer" -> JsonIntegerSchema.builder().description(told).build();
      case "number" -> JsonNumberSchema.builder().description(told).build();
      case "boolean" -> JsonBooleanSchema.builder().description(told).build();
      case "array" ->
          JsonArraySchema.builder()
              .items(element(schema.path("items"), depth + 1))
              .description(told)
              .build();
      case "object" -> object(schema, depth);
      default -> JsonStringSchema.builder().description(told).build();
    };
  }

  /** The one type that is not null; JSON Schema allows several. */
  private static String type(JsonNode schema) {
    var type = schema.path("type");
    return type.isArray()
        ? texts(type).stream().filter(word -> !word.equals("null")).findFirst().orElse("string")
        : type.asText("string");
  }

  private static @Nullable String described(JsonNode schema) {
    var parts = new ArrayList<String>();
    var text = schema.path("description").asText("");
    if (!text.isBlank()) {
      parts.add(text);
    }
    for (var bound : BOUNDS) {
      if (schema.has(bound)) {
        parts.add(bound + " " + schema.path(bound).asText(schema.path(bound).toString()));
      }
    }
    return parts.isEmpty() ? null : String.join("; ", parts);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).filter(Objects::nonNull).toList();
  }
}
