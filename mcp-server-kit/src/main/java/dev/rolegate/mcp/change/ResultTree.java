package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.RecordView;
import dev.rolegate.auth.Sight;
import dev.rolegate.mcp.schema.GivenAtWrite;
import dev.rolegate.mcp.schema.Mask;
import dev.rolegate.mcp.schema.SnakeCase;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks a result's JSON along the records that it was made of, to leave out what is not to be
 * shown. Small and seldom: a person is about to read it.
 */
final class ResultTree {
  private ResultTree() {}

  /** Without what is only known when it is written; arguments that were given are known. */
  static ObjectNode known(Class<?> type, ObjectNode tree, Set<String> given) {
    return copied(
        type,
        tree,
        (component, value) ->
            component.isAnnotationPresent(GivenAtWrite.class) && !given.contains(name(component))
                ? null
                : inner(component, value, (nested, node) -> known(nested, node, given)));
  }

  /**
   * Without what the viewer does not see; null: it does not see the record at all.
   *
   * @param id the viewer's id claim, by which its own records are known
   */
  static @Nullable ObjectNode seen(
      Class<?> type, ObjectNode tree, Function<String, RecordView> views, @Nullable String id) {
    var view = views.apply(SnakeCase.of(type.getSimpleName()));
    var owner = view.owner();
    var own = id != null && owner != null && id.equals(tree.path(owner).textValue());
    if (view.rows() == RecordView.Rows.OWN && !own) {
      return null;
    }
    return copied(
        type,
        tree,
        (component, value) ->
            switch (view.sight(name(component), own)) {
              case Sight.HIDDEN -> null;
              case Sight.MASKED ->
                  value.isTextual()
                      ? JsonNodeFactory.instance.textNode(Mask.of(value.textValue()))
                      : null;
              case Sight.FULL ->
                  inner(component, value, (nested, node) -> seen(nested, node, views, id));
            });
  }

  private static ObjectNode copied(
      Class<?> type,
      ObjectNode tree,
      BiFunction<RecordComponent, JsonNode, @Nullable JsonNode> rule) {
    var copy = JsonNodeFactory.instance.objectNode();
    for (var component : type.getRecordComponents()) {
      var value = tree.get(name(component));
      var kept = value == null ? null : rule.apply(component, value);
      if (kept != null) {
        copy.set(name(component), kept);
      }
    }
    return copy;
  }

  /** A value, with the records in it treated likewise. */
  private static @Nullable JsonNode inner(
      RecordComponent component,
      JsonNode value,
      BiFunction<Class<?>, ObjectNode, @Nullable ObjectNode> nested) {
    var type = recordIn(component.getGenericType());
    if (type == null) {
      return value;
    }
    if (value instanceof ObjectNode object && component.getType() == type) {
      return nested.apply(type, object);
    }
    var items = JsonNodeFactory.instance.arrayNode();
    for (var item : value) {
      var kept = item instanceof ObjectNode object ? nested.apply(type, object) : null;
      if (kept != null) {
        items.add(kept);
      }
    }
    return items;
  }

  /** The record, or the record that a list is of; null for anything else. */
  private static @Nullable Class<?> recordIn(Type type) {
    return switch (type) {
      case Class<?> raw when raw.isRecord() -> raw;
      case ParameterizedType list when list.getActualTypeArguments().length == 1 ->
          recordIn(list.getActualTypeArguments()[0]);
      default -> null;
    };
  }

  private static String name(RecordComponent component) {
    return SnakeCase.of(component.getName());
  }
}
