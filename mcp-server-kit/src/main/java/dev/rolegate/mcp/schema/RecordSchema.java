package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.mcp.schema.Shape.Bounds;
import java.math.BigDecimal;

/**
 * Derives a JSON Schema (2020-12) from a record: snake_case names; required unless
 * {@code @Nullable}; enums become {@code enum}; nested records, lists and maps with text keys are
 * written in place; {@code additionalProperties: false}. It names no {@code $schema}, for MCP's own
 * dialect is 2020-12, and no {@code $id}, for clients that compile a list twice refuse the second
 * of the same. Used once, at start.
 */
public final class RecordSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordSchema() {}

  /**
   * The schema of a tool's arguments; {@link Arguments} accepts what it describes.
   *
   * @throws IllegalArgumentException when a component has no {@link Describe} or a type that has no
   *     schema
   */
  public static ObjectNode ofArguments(Class<? extends Record> type) {
    return schema(new Shapes(Purpose.ARGUMENTS).of(type));
  }

  /**
   * The schema of a tool's result as {@link Json} writes it. Texts, numbers and lists are bounded
   * only where the record says so; a {@code @Nullable} member is absent when null.
   *
   * @throws IllegalArgumentException when a component has no {@link Describe} or a type that has no
   *     schema
   */
  public static ObjectNode ofResult(Class<? extends Record> type) {
    return schema(new Shapes(Purpose.RESULT).of(type));
  }

  static ObjectNode schema(Shape shape) {
    var schema = NODES.objectNode();
    switch (shape) {
      case Shape.Text(var length, var pattern, var _) -> {
        schema.put("type", "string");
        if (length != null) {
          schema.put("minLength", length.min().intValue());
          schema.put("maxLength", length.max().intValue());
        }
        if (pattern != null) {
          schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
        }
      }
      case Shape.Whole(var _, var range, var said) -> {
        schema.put("type", "integer");
        if (said) {
          range(schema, range);
        }
      }
      case Shape.Decimal(var _, var range, var said) -> {
        schema.put("type", "number");
        if (said) {
          range(schema, range);
        }
      }
      case Shape.Flag() -> schema.put("type", "boolean");
      case Shape.Choice(var constants, var _) -> {
        schema.put("type", "string");
        constants.keySet().forEach(schema.putArray("enum")::add);
      }
      case Shape.Day() -> schema.put("type", "string").put("format", "date");
      case Shape.Moment() -> schema.put("type", "string").put("format", "date-time");
      case Shape.Many(var item, var most) -> {
        schema.put("type", "array");
        if (most != null) {
          schema.put("maxItems", most);
        }
        schema.set("items", schema(item));
      }
      case Shape.ByName(var value) -> {
        schema.put("type", "object");
        schema.set("additionalProperties", schema(value));
      }
      case Shape.Members members -> {
        schema.put("type", "object");
        members(schema, members);
      }
    }
    return schema;
  }

  private static void members(ObjectNode schema, Shape.Members members) {
    var properties = schema.putObject("properties");
    var required = NODES.arrayNode();
    for (var member : members.all()) {
      var property = schema(member.shape());
      property.put("description", member.description());
      properties.set(member.name(), property);
      if (!member.optional()) {
        required.add(member.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.put("additionalProperties", false);
  }

  private static void range(ObjectNode schema, Bounds range) {
    number(schema, "minimum", range.min());
    number(schema, "maximum", range.max());
  }

  private static void number(ObjectNode schema, String name, BigDecimal value) {
    if (value.stripTrailingZeros().scale() <= 0) {
      schema.put(name, value.longValue());
    } else {
      schema.put(name, value.doubleValue());
    }
  }
}
