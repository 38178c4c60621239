package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Decodes arguments into a tool's record, or names every problem. Thread-safe. */
public final class Arguments<A extends Record> {
  private Arguments() {}

  /** Prepares the decoding of one record type; reflection happens here, once. */
  public static <A extends Record> Arguments<A> of(Class<A> type) {
    return new Arguments<>();
  }

  /** What came of decoding. */
  public sealed interface Decoded<A extends Record> {
    /** Everything fits. */
    record Fits<A extends Record>(A arguments) implements Decoded<A> {}

    /** One sentence a problem, each with the name of the argument. */
    record Misfits<A extends Record>(List<String> problems) implements Decoded<A> {}
  }

  /** Decodes a JSON object; an absent one counts as empty. */
  public Decoded<A> decode(JsonNode node) {
    return new Decoded.Misfits<>(List.of());
  }
}
