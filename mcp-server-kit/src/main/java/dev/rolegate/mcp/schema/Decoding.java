package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One decoding under way: walks shape and JSON together and notes what does not fit. */
final class Decoding {
  private static final int MOST_PROBLEMS = 20;

  private final List<String> problems = new ArrayList<>();
  private int unsaid;

  List<String> problems() {
    if (unsaid > 0) {
      var all = new ArrayList<>(problems);
      all.add("and " + unsaid + " more; mend these first");
      return all;
    }
    return problems;
  }

  @Nullable Object arguments(@Nullable JsonNode node, Shape.Members shape) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return members("", JsonNodeFactory.instance.objectNode(), shape);
    }
    if (!node.isObject()) {
      problem("arguments: must be a JSON object, but it is " + Scalars.seen(node));
      return null;
    }
    return members("", node, shape);
  }

  /** The value, or null after a problem was noted. */
  private @Nullable Object value(String path, JsonNode node, Shape shape) {
    return switch (shape) {
      case Shape.Many many when node.isArray() -> list(path, node, many);
      case Shape.Members members when node.isObject() -> members(path + ".", node, members);
      case Shape.Many _, Shape.Members _, Shape.ByName _ -> misfit(path, node, shape, null);
      case Shape.Text _,
          Shape.Whole _,
          Shape.Decimal _,
          Shape.Flag _,
          Shape.Choice _,
          Shape.Day _,
          Shape.Moment _ ->
          switch (Scalars.read(node, shape)) {
            case Scalars.Reading.Is(var value) -> value;
            case Scalars.Reading.IsNot(var why) -> misfit(path, node, shape, why);
          };
    };
  }

  private @Nullable Object list(String path, JsonNode node, Shape.Many many) {
    var most = many.most();
    if (most != null && node.size() > most) {
      problem(path + ": must be a list of at most " + most + ", but it has " + node.size());
      return null;
    }
    var before = count();
    var items = new ArrayList<Object>(node.size());
    for (var i = 0; i < node.size(); i++) {
      var item = value(path + "[" + i + "]", node.get(i), many.item());
      if (item != null) {
        items.add(item);
      }
    }
    return count() == before ? List.copyOf(items) : null;
  }

  private @Nullable Object members(String prefix, JsonNode node, Shape.Members shape) {
    var before = count();
    var values = new @Nullable Object[shape.components()];
    for (var member : shape.all()) {
      var path = prefix + member.name();
      var given = node.get(member.name());
      if (given != null && !given.isNull()) {
        values[member.at()] = value(path, given, member.shape());
      } else if (!member.optional()) {
        problem(path + ": is missing; it must be " + member.shape().wanted());
      }
    }
    unknown(prefix, node, shape);
    return count() == before ? make(shape, values) : null;
  }

  private void unknown(String prefix, JsonNode node, Shape.Members shape) {
    var known = shape.all().stream().map(Shape.Member::name).toList();
    node.fieldNames()
        .forEachRemaining(name -> {
          if (known.contains(name)) {
            return;
          }
          if (isFull()) {
            // guessing costs, and a body has room for many thousand names
            unsaid++;
          } else {
            problem(OneLine.of(prefix + name, 80) + ": is not known" + instead(name, known));
          }
        });
  }

  private static String instead(String name, List<String> known) {
    if (known.isEmpty()) {
      return "; there are no arguments";
    }
    var near = NearMatch.suggestion(name, known);
    return near.isEmpty() ? "; leave it out, or use one of: " + String.join(", ", known) : near;
  }

  private static Object make(Shape.Members shape, @Nullable Object[] values) {
    try {
      return shape.maker().invoke(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object misfit(String path, JsonNode node, Shape shape, @Nullable String why) {
    problem(
        path
            + ": must be "
            + shape.wanted()
            + ", but it is "
            + Scalars.seen(node)
            + (why == null ? "" : ", which " + why));
    return null;
  }

  private boolean isFull() {
    return problems.size() == MOST_PROBLEMS;
  }

  private int count() {
    return problems.size() + unsaid;
  }

  private void problem(String sentence) {
    if (isFull()) {
      unsaid++;
    } else {
      problems.add(sentence);
    }
  }
}
