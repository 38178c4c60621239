package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.mcp.schema.Narrowing.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decodes arguments into a tool's record, or names every problem. Thread-safe.
 *
 * <p>Strict: an integer is no text and a text no integer, names and enum values are exact, dates
 * exist in the calendar. Three things are forgiven: {@code null} counts as absent, {@code 3.0} is
 * the integer 3 (as in JSON Schema), and white space around a text is dropped before its length
 * counts. A text holds no control, invisible or direction-changing characters; line breaks and tabs
 * only where more than 500 characters fit.
 */
public final class Arguments<A extends Record> {
  private final Class<A> type;
  private final Shape.Members shape;
  private final Shape.Members permitted;
  private final Map<String, Withheld> withheld;

  private Arguments(Class<A> type, Shape.Members shape, Views views) {
    this.type = type;
    this.shape = shape;
    this.withheld = new Narrowing(views).withheld(shape);
    this.permitted = withheld.isEmpty() ? shape : new Narrowing(views).arguments(shape);
  }

  /**
   * Prepares the decoding of one record type; reflection happens here, once.
   *
   * @throws IllegalArgumentException when a component has no {@link Describe} or a type that has no
   *     schema
   */
  public static <A extends Record> Arguments<A> of(Class<A> type) {
    return new Arguments<>(type, new Shapes(Purpose.ARGUMENTS).of(type), Views.WHOLE);
  }

  /** The same for others, who ask only by what they see in full. */
  public Arguments<A> askedBy(Views others) {
    return new Arguments<>(type, shape, others);
  }

  /** Whether every argument may be given. */
  public boolean isWhole() {
    return withheld.isEmpty();
  }

  /** The input schema. */
  public ObjectNode schema() {
    return RecordSchema.schema(permitted);
  }

  /**
   * What a policy may say of each argument.
   *
   * @param owned the names of those whose owner can be told
   */
  public Map<String, ToolShape.Argument> described(Set<String> owned) {
    return shape.all().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Shape.Member::name,
                member -> described(member.shape(), owned.contains(member.name()))));
  }

  private static ToolShape.Argument described(Shape shape, boolean owned) {
    return switch (shape) {
      case Shape.Many(var item, var _) -> described(item, owned);
      case Shape.Whole _, Shape.Decimal _ -> new ToolShape.Argument(true, Set.of(), owned);
      case Shape.Choice(var constants, var _) ->
          new ToolShape.Argument(false, constants.keySet(), owned);
      case Shape.Flag() -> new ToolShape.Argument(false, Set.of("true", "false"), owned);
      case Shape.Text _, Shape.Day _, Shape.Moment _, Shape.ByName _, Shape.Members _ ->
          new ToolShape.Argument(false, Set.of(), owned);
    };
  }

  /** The fields that arguments ask by, each such as {@code employee.hire_date}. */
  public Set<String> filters() {
    return Narrowing.filters(shape);
  }

  /** An argument, or a value of it, by which this caller may not ask. */
  public record Refused(String argument, @Nullable String value, List<String> fields) {
    public Refused {
      fields = List.copyOf(fields);
    }
  }

  /** What was given and is withheld from this caller, in the order of the schema. */
  public List<Refused> refused(@Nullable JsonNode given) {
    if (given == null || withheld.isEmpty()) {
      return List.of();
    }
    var refused = new ArrayList<Refused>();
    withheld.forEach((argument, what) -> {
      var value = given.get(argument);
      if (value == null) {
        return;
      }
      if (what.isWhole()) {
        refused.add(new Refused(argument, null, what.fields()));
        return;
      }
      what.byValue()
          .forEach((name, fields) -> {
            if (holds(value, name)) {
              refused.add(new Refused(argument, name, fields));
            }
          });
    });
    return refused;
  }

  private static boolean holds(JsonNode given, String value) {
    if (given.isArray()) {
      for (var each : given) {
        if (holds(each, value)) {
          return true;
        }
      }
    }
    return given.isTextual() && given.textValue().equals(value);
  }

  /** What came of decoding. */
  public sealed interface Decoded<A extends Record> {
    /** Everything fits. */
    record Fits<A extends Record>(A arguments) implements Decoded<A> {}

    /** One sentence a problem, each begins with the path of the argument; 20 at most. */
    record Misfits<A extends Record>(List<String> problems) implements Decoded<A> {
      public Misfits {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Decodes a JSON object; an absent one counts as empty. What the record's own constructor throws
   * is a bug and leaves here: rules between arguments belong to the tool.
   */
  public Decoded<A> decode(@Nullable JsonNode node) {
    var decoding = new Decoding();
    var made = decoding.arguments(node, permitted);
    var problems = decoding.problems();
    return made == null || !problems.isEmpty()
        ? new Decoded.Misfits<>(problems)
        : new Decoded.Fits<>(type.cast(made));
  }
}
