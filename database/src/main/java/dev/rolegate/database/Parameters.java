package dev.rolegate.database;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.argument.Argument;

/**
 * A record's components as the parameters of a statement: {@code bindMap(Parameters.of(record))}.
 * Unlike {@code bindMethods} it also reads records that are not public, as those of a domain are,
 * and an absent component keeps its type. Thread-safe.
 */
public final class Parameters {
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          var components = List.of(type.getRecordComponents());
          components.forEach(component -> component.getAccessor().setAccessible(true));
          return components;
        }
      };

  private Parameters() {}

  /** Each component by its name. */
  public static Map<String, Object> of(Record record) {
    var values = new HashMap<String, Object>();
    for (var component : COMPONENTS.get(record.getClass())) {
      try {
        var value = component.getAccessor().invoke(record);
        values.put(component.getName(), value == null ? absent(component.getGenericType()) : value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record's accessor threw", e);
      }
    }
    return values;
  }

  /** PostgreSQL takes no text for a number, not even an absent one. */
  private static Argument absent(Type type) {
    return (at, statement, context) ->
        context.findArgumentFor(type, null).orElseThrow().apply(at, statement, context);
  }
}
