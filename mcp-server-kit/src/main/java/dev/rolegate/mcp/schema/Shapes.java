package dev.rolegate.mcp.schema;

import dev.rolegate.mcp.schema.Shape.Bounds;
import dev.rolegate.mcp.schema.Shape.Member;
import dev.rolegate.mcp.schema.Shape.Sources;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads a record type by reflection, once; says which component is unfit and why. */
final class Shapes {
  private static final int DEEPEST = 6;
  private static final int MOST_ITEMS = 100;

  private final Purpose purpose;

  Shapes(Purpose purpose) {
    this.purpose = purpose;
  }

  Shape.Members of(Class<? extends Record> type) {
    return members(type, 0);
  }

  private Shape.Members members(Class<?> type, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(type + " is nested deeper than " + DEEPEST + " records");
    }
    var members = new ArrayList<Member>();
    var names = new HashSet<String>();
    for (var component : type.getRecordComponents()) {
      try {
        var member = member(members.size(), component, depth);
        if (!names.add(member.name())) {
          throw new IllegalArgumentException("its name " + member.name() + " is taken");
        }
        members.add(member);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            type.getSimpleName() + "." + component.getName() + ": " + e.getMessage(), e);
      }
    }
    for (var member : members) {
      var count = member.sources().count();
      if (!count.isEmpty() && !names.contains(count)) {
        throw new IllegalArgumentException(
            type.getSimpleName() + ": @AggregateOf counts " + count + ", which it does not have");
      }
    }
    return new Shape.Members(
        SnakeCase.of(type.getSimpleName()), List.copyOf(members), members.size(), maker(type));
  }

  private Member member(int at, RecordComponent component, int depth) {
    var described = component.getAnnotation(Describe.class);
    if (described == null || described.value().isBlank()) {
      throw new IllegalArgumentException("has no @Describe");
    }
    var unused = new HashSet<Class<? extends Annotation>>();
    for (var bound : List.of(Length.class, Matches.class, Range.class)) {
      if (component.isAnnotationPresent(bound)) {
        unused.add(bound);
      }
    }
    var type = component.getAnnotatedType();
    var shape = shape(type, component, unused, depth);
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("cannot have " + unused);
    }
    var optional = type.isAnnotationPresent(Nullable.class);
    var sources = sources(component, depth);
    if (!optional && asks(shape, sources)) {
      throw new IllegalArgumentException("asks by a field, so it must be @Nullable");
    }
    return new Member(
        at,
        SnakeCase.of(component.getName()),
        described.value(),
        optional,
        shape,
        sources,
        reader(component));
  }

  private boolean asks(Shape shape, Sources sources) {
    return switch (shape) {
      case Shape.Choice(var _, var filters) ->
          (purpose == Purpose.ARGUMENTS && !filters.isEmpty()) || !sources.filters().isEmpty();
      case Shape.Many(var item, var _) -> asks(item, sources);
      default -> !sources.filters().isEmpty();
    };
  }

  private Sources sources(RecordComponent component, int depth) {
    var filters = component.getAnnotation(Filters.class);
    var aggregate = component.getAnnotation(AggregateOf.class);
    var isArgument = purpose == Purpose.ARGUMENTS;
    if (filters != null && !(isArgument && depth == 0)) {
      throw new IllegalArgumentException("cannot have @Filters; only an argument itself asks");
    }
    if (isArgument && (aggregate != null || component.isAnnotationPresent(OwnerId.class))) {
      throw new IllegalArgumentException("is an argument, which tells nothing of a record");
    }
    return new Sources(
        filters == null ? List.of() : List.of(filters.value()),
        aggregate == null ? null : aggregate.field(),
        aggregate == null ? "" : aggregate.count(),
        component.isAnnotationPresent(OwnerId.class));
  }

  private Shape shape(
      AnnotatedType annotated,
      RecordComponent component,
      Set<Class<? extends Annotation>> unused,
      int depth) {
    var type = annotated.getType();
    if (annotated instanceof AnnotatedParameterizedType parameterized) {
      return collection(parameterized, component, unused, depth);
    }
    if (!(type instanceof Class<?> raw)) {
      throw noSchema(type);
    }
    if (raw == String.class) {
      return text(component, unused);
    }
    if (raw == int.class || raw == Integer.class) {
      return new Shape.Whole(
          false,
          range(component, unused, Bounds.of(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          component.isAnnotationPresent(Range.class));
    }
    if (raw == long.class
        || raw == Long.class
        || raw == double.class
        || raw == Double.class
        || raw == BigDecimal.class) {
      var said = component.isAnnotationPresent(Range.class);
      var range = range(component, unused, Bounds.of(-1e15, 1e15));
      return raw == long.class || raw == Long.class
          ? new Shape.Whole(true, range, said)
          : new Shape.Decimal(raw == BigDecimal.class, range, said);
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return new Shape.Flag();
    }
    if (raw == LocalDate.class) {
      return new Shape.Day();
    }
    if (raw == Instant.class) {
      return new Shape.Moment();
    }
    if (raw.isEnum()) {
      return choice(raw);
    }
    if (raw.isRecord()) {
      return members(raw, depth + 1);
    }
    throw noSchema(type);
  }

  private Shape collection(
      AnnotatedParameterizedType annotated,
      RecordComponent component,
      Set<Class<? extends Annotation>> unused,
      int depth) {
    var raw = ((ParameterizedType) annotated.getType()).getRawType();
    var arguments = annotated.getAnnotatedActualTypeArguments();
    var last = arguments[arguments.length - 1];
    if (last.isAnnotationPresent(Nullable.class)) {
      throw new IllegalArgumentException("holds @Nullable values; leave them out instead");
    }
    if (raw == List.class) {
      return new Shape.Many(
          shape(last, component, unused, depth), purpose == Purpose.ARGUMENTS ? MOST_ITEMS : null);
    }
    if (raw == Map.class && arguments[0].getType() == String.class && purpose == Purpose.RESULT) {
      return new Shape.ByName(shape(last, component, unused, depth));
    }
    throw noSchema(annotated.getType());
  }

  private Shape text(RecordComponent component, Set<Class<? extends Annotation>> unused) {
    unused.remove(Length.class);
    unused.remove(Matches.class);
    var length = component.getAnnotation(Length.class);
    var bounds =
        length != null
            ? bounds(length.min(), length.max())
            : purpose == Purpose.ARGUMENTS ? Bounds.of(1, 2_000) : null;
    var matches = component.getAnnotation(Matches.class);
    try {
      return new Shape.Text(
          bounds,
          matches == null ? null : Pattern.compile(matches.value()),
          matches == null ? "" : matches.form());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("@Matches is no pattern: " + matches.value(), e);
    }
  }

  private static Bounds range(
      RecordComponent component, Set<Class<? extends Annotation>> unused, Bounds most) {
    unused.remove(Range.class);
    var range = component.getAnnotation(Range.class);
    if (range == null) {
      return most;
    }
    var said = bounds(range.min(), range.max());
    var least = said.min().max(most.min());
    var greatest = said.max().min(most.max());
    return new Bounds(least, greatest);
  }

  private static Bounds bounds(double min, double max) {
    if (!(min <= max)) {
      throw new IllegalArgumentException("its least is above its most");
    }
    return Bounds.of(min, max);
  }

  private static Shape.Choice choice(Class<?> type) {
    var constants = new LinkedHashMap<String, Object>();
    var filters = new LinkedHashMap<String, List<String>>();
    for (var constant : type.getEnumConstants()) {
      var name = SnakeCase.of((Enum<?>) constant);
      constants.put(name, constant);
      var asked = filters((Enum<?>) constant);
      if (!asked.isEmpty()) {
        filters.put(name, asked);
      }
    }
    return new Shape.Choice(constants, filters);
  }

  /** The fields that a constant asks by, for example an order of a list. */
  static List<String> filters(Enum<?> constant) {
    try {
      var filters =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(Filters.class);
      return filters == null ? List.of() : List.of(filters.value());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle reader(RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(accessor)
          .asType(MethodType.methodType(Object.class, Record.class));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
  }

  private static MethodHandle maker(Class<?> type) {
    var parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(constructor)
          .asFixedArity()
          .asSpreader(Object[].class, parameters.length);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " cannot be made", e);
    }
  }

  private IllegalArgumentException noSchema(Type type) {
    return new IllegalArgumentException(
        type
            + " has no schema in "
            + (purpose == Purpose.ARGUMENTS ? "arguments" : "a result")
            + "; use a text, number, boolean, enum, date, time, list"
            + (purpose == Purpose.ARGUMENTS ? "" : ", map by text")
            + " or record of these");
  }
}
