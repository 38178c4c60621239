package dev.rolegate.mcp.schema;

import dev.rolegate.auth.RecordView;
import dev.rolegate.auth.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A result without what its reader does not see, before anything of it is written: fields left out
 * or masked, records of others dropped. Records become maps; everything else stays as it is.
 *
 * @param callerId the id claim, which makes a record the caller's own; null: none is
 */
record SeenValue(Views views, @Nullable String callerId) {

  Map<String, Object> result(Record record, Shape.Members shape) {
    var seen = members(record, shape);
    return seen == null ? Map.of() : seen;
  }

  private @Nullable Object of(Object value, Shape shape) {
    return switch (shape) {
      case Shape.Members members -> members((Record) value, members);
      case Shape.Many(var item, var _) ->
          ((List<?>) value).stream().map(each -> of(each, item)).filter(Objects::nonNull).toList();
      case Shape.ByName(var item) -> {
        var seen = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) value)
            .forEach((name, each) -> {
              var what = of(each, item);
              if (what != null) {
                seen.put((String) name, what);
              }
            });
        yield seen;
      }
      case Shape.Text _,
          Shape.Whole _,
          Shape.Decimal _,
          Shape.Flag _,
          Shape.Choice _,
          Shape.Day _,
          Shape.Moment _ ->
          value;
    };
  }

  /** Null when it is a record of somebody else that is not seen at all. */
  private @Nullable Map<String, Object> members(Record record, Shape.Members shape) {
    var view = views.of(shape.kind());
    var own = isOwn(record, shape, view.owner());
    if (!own && view.rows() == RecordView.Rows.OWN) {
      return null;
    }
    var seen = new LinkedHashMap<String, Object>();
    for (var member : shape.all()) {
      var value =
          view.sight(member.name(), own) == Sight.HIDDEN || isTooTelling(member, record, shape)
              ? null
              : member.read(record);
      if (value != null) {
        var what =
            view.sight(member.name(), own) == Sight.MASKED
                ? Mask.of(value)
                : of(value, member.shape());
        if (what != null) {
          seen.put(member.name(), what);
        }
      }
    }
    return seen;
  }

  private boolean isOwn(Record record, Shape.Members shape, @Nullable String owner) {
    var member = owner == null ? null : member(shape, owner);
    return member != null && callerId != null && callerId.equals(member.read(record));
  }

  private boolean isTooTelling(Shape.Member member, Record record, Shape.Members shape) {
    var aggregated = member.sources().aggregated();
    if (aggregated == null || views.isFull(aggregated)) {
      return false;
    }
    var count = member(shape, member.sources().count());
    return count == null
        || !(count.read(record) instanceof Number many && many.longValue() >= AggregateOf.FEWEST);
  }

  private static Shape.@Nullable Member member(Shape.Members shape, String name) {
    for (var member : shape.all()) {
      if (member.name().equals(name)) {
        return member;
      }
    }
    return null;
  }
}
