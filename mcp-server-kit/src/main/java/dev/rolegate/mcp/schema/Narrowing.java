package dev.rolegate.mcp.schema;

import dev.rolegate.auth.RecordView;
import dev.rolegate.auth.Sight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes from a shape what one sort of caller does not see of it. */
final class Narrowing {
  private final Views views;

  Narrowing(Views views) {
    this.views = views;
  }

  /** What a result may be when {@link SeenValue} has gone over it. */
  Shape.Members result(Shape.Members shape) {
    var seen = members(shape);
    if (views.of(shape.kind()).rows() == RecordView.Rows.ALL) {
      return seen;
    }
    // of a record that is not the caller's, nothing is left but the object
    return seen.with(seen.all().stream().map(member -> member.with(true, member.shape())).toList());
  }

  /** The arguments by which this caller may ask. */
  Shape.Members arguments(Shape.Members shape) {
    var withheld = withheld(shape);
    var members = new ArrayList<Shape.Member>();
    for (var member : shape.all()) {
      var values = withheld.get(member.name());
      if (values == null) {
        members.add(member);
      } else if (!values.isWhole()) {
        members.add(
            member.with(member.optional(), without(member.shape(), values.byValue().keySet())));
      }
    }
    return shape.with(members);
  }

  /**
   * What is not for this caller, by the argument's name.
   *
   * @param fields that keep the whole argument back; none when only some values are
   * @param byValue the fields that keep a value back
   */
  record Withheld(List<String> fields, Map<String, List<String>> byValue) {
    boolean isWhole() {
      return !fields.isEmpty();
    }
  }

  Map<String, Withheld> withheld(Shape.Members shape) {
    var withheld = new LinkedHashMap<String, Withheld>();
    for (var member : shape.all()) {
      var fields = unseen(member.sources().filters());
      var values = new LinkedHashMap<String, List<String>>();
      var choice = choice(member.shape());
      if (choice != null) {
        choice
            .filters()
            .forEach((value, asked) -> {
              var unseen = unseen(asked);
              if (!unseen.isEmpty()) {
                values.put(value, unseen);
              }
            });
        if (fields.isEmpty() && values.size() == choice.constants().size()) {
          fields = values.values().stream().flatMap(List::stream).distinct().toList();
        }
      }
      if (!fields.isEmpty() || !values.isEmpty()) {
        withheld.put(member.name(), new Withheld(fields, values));
      }
    }
    return withheld;
  }

  /** Every field that an argument asks by. */
  static Set<String> filters(Shape.Members shape) {
    var filters = new TreeSet<String>();
    for (var member : shape.all()) {
      filters.addAll(member.sources().filters());
      var choice = choice(member.shape());
      if (choice != null) {
        choice.filters().values().forEach(filters::addAll);
      }
    }
    return filters;
  }

  private List<String> unseen(List<String> fields) {
    return fields.stream().filter(field -> !views.isFull(field)).toList();
  }

  private static Shape.@Nullable Choice choice(Shape shape) {
    return switch (shape) {
      case Shape.Choice choice -> choice;
      case Shape.Many(var item, var _) -> choice(item);
      default -> null;
    };
  }

  private static Shape without(Shape shape, Set<String> values) {
    return switch (shape) {
      case Shape.Choice(var constants, var filters) -> {
        var fewer = new LinkedHashMap<>(constants);
        fewer.keySet().removeAll(values);
        yield new Shape.Choice(fewer, filters);
      }
      case Shape.Many(var item, var most) -> new Shape.Many(without(item, values), most);
      default -> shape;
    };
  }

  private Shape.Members members(Shape.Members shape) {
    var view = views.of(shape.kind());
    var members = new ArrayList<Shape.Member>();
    for (var member : shape.all()) {
      var sights = sights(view, member.name());
      var aggregated = member.sources().aggregated();
      var withheld = aggregated != null && !views.isFull(aggregated);
      if (sights.stream().allMatch(sight -> sight == Sight.HIDDEN)
          || (withheld && member.sources().count().isEmpty())) {
        continue;
      }
      var optional =
          member.optional() || withheld || sights.contains(Sight.HIDDEN) || goes(member.shape());
      var seen =
          sights.contains(Sight.MASKED) ? new Shape.Text(null, null, "") : seen(member.shape());
      members.add(member.with(optional, seen));
    }
    return shape.with(members);
  }

  private Shape seen(Shape shape) {
    return switch (shape) {
      case Shape.Members members -> members(members);
      case Shape.Many(var item, var most) -> new Shape.Many(seen(item), most);
      case Shape.ByName(var value) -> new Shape.ByName(seen(value));
      default -> shape;
    };
  }

  /** Whether all of it may go because the record is somebody else's. */
  private boolean goes(Shape shape) {
    return shape instanceof Shape.Members members
        && views.of(members.kind()).rows() == RecordView.Rows.OWN;
  }

  private static List<Sight> sights(RecordView view, String field) {
    if (view.rows() == RecordView.Rows.OWN) {
      return List.of(view.sight(field, true));
    }
    return view.owner() == null
        ? List.of(view.sight(field, false))
        : List.of(view.sight(field, false), view.sight(field, true));
  }
}
