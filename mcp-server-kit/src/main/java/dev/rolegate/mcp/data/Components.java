package dev.rolegate.mcp.data;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.NamedArgumentFinder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Binds the components of a record by their names, {@code :userId} to {@code userId()}: {@code
 * createUpdate(sql).bindNamedArgumentFinder(new Components(employee))}. Jdbi's own {@code
 * bindMethods} sees only public records.
 */
public record Components(Record values) implements NamedArgumentFinder {

  @Override
  public Optional<Argument> find(String name, StatementContext context) {
    for (var component : values.getClass().getRecordComponents()) {
      if (component.getName().equals(name)) {
        return context.findArgumentFor(component.getGenericType(), read(component));
      }
    }
    return Optional.empty();
  }

  @Override
  public Collection<String> getNames() {
    return Arrays.stream(values.getClass().getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  private @Nullable Object read(RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(component.toString(), e);
    }
  }
}
