package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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

  private Arguments(Class<A> type) {
    this.type = type;
    this.shape = new Shapes(Purpose.ARGUMENTS).of(type);
  }

  /**
   * Prepares the decoding of one record type; reflection happens here, once.
   *
   * @throws IllegalArgumentException when a component has no {@link Describe} or a type that has no
   *     schema
   */
  public static <A extends Record> Arguments<A> of(Class<A> type) {
    return new Arguments<>(type);
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
    var made = decoding.arguments(node, shape);
    var problems = decoding.problems();
    return made == null || !problems.isEmpty()
        ? new Decoded.Misfits<>(problems)
        : new Decoded.Fits<>(type.cast(made));
  }
}
