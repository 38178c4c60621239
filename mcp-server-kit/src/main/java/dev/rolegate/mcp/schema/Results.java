package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.ToolShape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Encodes a tool's results for one sort of caller. Thread-safe. */
public final class Results<R extends Record> {
  private final Shape.Members shape;
  private final Map<String, Shape.Members> kinds;
  private final Views views;
  private final boolean whole;

  private Results(Shape.Members shape, Map<String, Shape.Members> kinds, Views views) {
    this.shape = shape;
    this.kinds = kinds;
    this.views = views;
    this.whole =
        kinds.keySet().stream().allMatch(kind -> views.of(kind).isWhole())
            && sources().stream().allMatch(views::isFull);
  }

  /**
   * Prepares the encoding of one record type, in full; reflection happens here, once.
   *
   * @throws IllegalArgumentException when a component has no {@link Describe} or a type that has no
   *     schema
   */
  public static <R extends Record> Results<R> of(Class<R> type) {
    var shape = new Shapes(Purpose.RESULT).of(type);
    return new Results<>(shape, Kinds.in(shape), Views.WHOLE);
  }

  /** The same as others see it. */
  public Results<R> seenBy(Views others) {
    return new Results<>(shape, kinds, others);
  }

  /** Whether nothing of it is kept back. */
  public boolean isWhole() {
    return whole;
  }

  /** The kinds of record that stand in it, itself included, by name. */
  public Map<String, ToolShape.Fields> records() {
    return kinds.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                kind ->
                    new ToolShape.Fields(
                        Kinds.fields(kind.getValue()), Kinds.texts(kind.getValue()))));
  }

  /** The fields of a kind of record that may say whose it is. */
  public List<String> ownerIds(String kind) {
    var members = kinds.get(kind);
    return members == null ? List.of() : Kinds.ownerIds(members);
  }

  /** The fields that members of it are computed from, each such as {@code employee.salary}. */
  public Set<String> sources() {
    return kinds.values().stream()
        .flatMap(kind -> kind.all().stream())
        .map(member -> member.sources().aggregated())
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The output schema: what {@link #json} can answer, and nothing of what it never does. */
  public ObjectNode schema() {
    return RecordSchema.schema(whole ? shape : new Narrowing(views).result(shape));
  }

  /**
   * The result as JSON text.
   *
   * @param callerId the id claim, which makes a record the caller's own; null: none is
   */
  public String json(R result, @Nullable String callerId) {
    try {
      return Json.mapper()
          .writeValueAsString(
              whole ? result : new SeenValue(views, callerId).result(result, shape));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result has no JSON", e);
    }
  }
}
