package dev.rolegate.mcp.query;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record's components as the parameters of a statement: {@code bindMap(Parameters.of(record))}.
 * Unlike {@code bindMethods} it also reads records that are not public, as those of a domain are.
 * Thread-safe.
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
  public static Map<String, @Nullable Object> of(Record record) {
    var values = new HashMap<String, @Nullable Object>();
    for (var component : COMPONENTS.get(record.getClass())) {
      try {
        values.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record's accessor threw", e);
      }
    }
    return values;
  }
}
