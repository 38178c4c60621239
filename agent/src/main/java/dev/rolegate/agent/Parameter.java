package dev.rolegate.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One property of a flat JSON Schema, as people give it: an argument of a tool, or a field of a
 * form. Only what helps to type it is read; the server decides what fits. This class is immutable.
 *
 * @param kind of its value, or of each item of a list
 * @param list whether it is a list of such values
 * @param byDefault what the schema says it is when it is not given
 * @param choices the only values, if they are few
 * @param schema as it came
 */
public record Parameter(
    String name,
    Kind kind,
    boolean list,
    boolean required,
    String description,
    @Nullable JsonNode byDefault,
    List<String> choices,
    ObjectNode schema) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST = 200;
  private static final int LONGEST_NUMBER = 40;
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  public Parameter {
    choices = List.copyOf(choices);
  }

  /** What is typed. */
  public enum Kind {
    TEXT("text"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    FLAG("true or false"),
    JSON("JSON");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As the end of a sentence. */
    public String words() {
      return words;
    }
  }

  /** What came of reading. */
  public sealed interface Reading {
    record Read(JsonNode value) implements Reading {}

    /** The end of a sentence about it, which says what would be right. */
    record Wrong(String what) implements Reading {}
  }

  /** The properties of an object's schema, in their order. */
  public static List<Parameter> of(ObjectNode schema) {
    var required = new ArrayList<String>();
    schema.path("required").forEach(one -> required.add(one.asText()));
    return schema
        .path("properties")
        .propertyStream()
        .limit(MOST)
        .map(one -> of(one.getKey(), one.getValue(), required.contains(one.getKey())))
        .toList();
  }

  /** Those defaults that a form has, as its content. */
  public static ObjectNode defaults(ObjectNode schema) {
    var content = JSON.objectNode();
    of(schema)
        .forEach(one -> {
          if (one.byDefault() != null) {
            content.set(one.name(), one.byDefault());
          }
        });
    return content;
  }

  private static Parameter of(String name, JsonNode property, boolean required) {
    var schema = property instanceof ObjectNode object ? object : JSON.objectNode();
    var list = type(schema).equals("array");
    var each = list ? schema.path("items") : schema;
    return new Parameter(
        name,
        kind(each),
        list,
        required,
        OneLine.of(schema.path("description").asText(schema.path("title").asText("")), 500),
        schema.get("default"),
        choices(each),
        schema);
  }

  private static String type(JsonNode schema) {
    var type = schema.path("type");
    if (type.isArray()) {
      return type.valueStream()
          .map(JsonNode::asText)
          .filter(one -> !one.equals("null"))
          .findFirst()
          .orElse("");
    }
    return type.asText("");
  }

  private static Kind kind(JsonNode schema) {
    return switch (type(schema)) {
      case "string" -> Kind.TEXT;
      case "integer" -> Kind.INTEGER;
      case "number" -> Kind.NUMBER;
      case "boolean" -> Kind.FLAG;
      default -> choices(schema).isEmpty() ? Kind.JSON : Kind.TEXT;
    };
  }

  private static List<String> choices(JsonNode schema) {
    var choices = new ArrayList<String>();
    schema.path("enum").forEach(one -> choices.add(one.asText()));
    for (var word : new String[] {"oneOf", "anyOf"}) {
      schema
          .path(word)
          .forEach(one -> {
            if (one.has("const")) {
              choices.add(one.get("const").asText());
            }
          });
    }
    choices.remove("null");
    return choices;
  }

  /** What is to be given, such as {@code one of: A, B}. */
  public String wanted() {
    var one =
        choices.isEmpty()
            ? format().isEmpty() ? kind.words() : format()
            : "one of: "
                + choices.stream()
                    .map(OneLine::quoted)
                    .map(Parameter::bare)
                    .collect(Collectors.joining(", "));
    return list ? one + "; several by commas, or given again" : one;
  }

  /** Reads what somebody typed as one value, not as a whole list. */
  public Reading read(String text) {
    if (!choices.isEmpty()) {
      return choices.contains(text)
          ? read(kind, text)
          : new Reading.Wrong(
              "is %s, and must be %s%s"
                  .formatted(OneLine.quoted(text), wanted(), NearMatch.suggestion(text, choices)));
    }
    return read(kind, text);
  }

  private Reading read(Kind of, String text) {
    return switch (of) {
      case TEXT -> new Reading.Read(JSON.textNode(text));
      case INTEGER ->
          text.length() <= LONGEST_NUMBER && text.matches("[+-]?[0-9]+")
              ? ranged(new BigDecimal(text), true)
              : wrong(text);
      case NUMBER ->
          text.length() <= LONGEST_NUMBER && text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)")
              ? ranged(new BigDecimal(text), false)
              : wrong(text);
      case FLAG ->
          switch (text) {
            case "true", "yes", "y" -> new Reading.Read(JSON.booleanNode(true));
            case "false", "no", "n" -> new Reading.Read(JSON.booleanNode(false));
            default -> wrong(text);
          };
      case JSON -> json(text);
    };
  }

  private Reading ranged(BigDecimal number, boolean whole) {
    var each = list ? schema.path("items") : schema;
    if (each.path("minimum").isNumber()
        && number.compareTo(each.path("minimum").decimalValue()) < 0) {
      return new Reading.Wrong("is less than " + each.path("minimum").asText());
    }
    if (each.path("maximum").isNumber()
        && number.compareTo(each.path("maximum").decimalValue()) > 0) {
      return new Reading.Wrong("is more than " + each.path("maximum").asText());
    }
    return new Reading.Read(
        whole ? JSON.numberNode(number.toBigInteger()) : JSON.numberNode(number));
  }

  /** Reads JSON text as a value, whatever its kind. */
  public static Reading json(String text) {
    try {
      var value = READER.readTree(text);
      return value == null || value.isMissingNode()
          ? new Reading.Wrong("is empty; give JSON")
          : new Reading.Read(value);
    } catch (JsonProcessingException e) {
      return new Reading.Wrong("is no JSON; texts stand in quotes there");
    }
  }

  private Reading wrong(String text) {
    return new Reading.Wrong("is " + OneLine.quoted(text) + ", and must be " + wanted());
  }

  private String format() {
    var each = list ? schema.path("items") : schema;
    return switch (each.path("format").asText("")) {
      case "date" -> "a day such as 2026-12-31";
      case "date-time" -> "a time such as 2026-12-31T08:00:00Z";
      case "email" -> "an e-mail address";
      case "uri" -> "a URI";
      default -> "";
    };
  }

  private static String bare(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }
}
