package dev.rolegate.mcp.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of record that stand in a result, the result itself included, by name. */
final class Kinds {
  private final Map<String, Shape.Members> all = new LinkedHashMap<>();

  private Kinds() {}

  /**
   * @throws IllegalArgumentException when two have the same name, so that no policy could tell them
   *     apart
   */
  static Map<String, Shape.Members> in(Shape.Members result) {
    var kinds = new Kinds();
    kinds.add(result);
    return Collections.unmodifiableMap(kinds.all);
  }

  private void add(Shape shape) {
    switch (shape) {
      case Shape.Members members -> {
        var same = all.putIfAbsent(members.kind(), members);
        if (same != null && !same.maker().type().equals(members.maker().type())) {
          throw new IllegalArgumentException("two records have the name " + members.kind());
        }
        members.all().forEach(member -> add(member.shape()));
      }
      case Shape.Many(var item, var _) -> add(item);
      case Shape.ByName(var value) -> add(value);
      case Shape.Text _,
          Shape.Whole _,
          Shape.Decimal _,
          Shape.Flag _,
          Shape.Choice _,
          Shape.Day _,
          Shape.Moment _ -> {}
    }
  }

  static Set<String> fields(Shape.Members kind) {
    return kind.all().stream().map(Shape.Member::name).collect(Collectors.toUnmodifiableSet());
  }

  /** Those that hold a text, and so may be masked. */
  static Set<String> texts(Shape.Members kind) {
    return kind.all().stream()
        .filter(member -> member.shape() instanceof Shape.Text)
        .map(Shape.Member::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those that may hold the id claim of whose record it is. */
  static List<String> ownerIds(Shape.Members kind) {
    return kind.all().stream()
        .filter(member -> member.sources().ownerId())
        .map(Shape.Member::name)
        .toList();
  }
}
