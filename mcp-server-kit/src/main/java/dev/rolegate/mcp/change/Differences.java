package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.mcp.change.Change.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells two results apart, field by field: what changes first, then what it is about. */
final class Differences {
  private Differences() {}

  static List<Difference> between(@Nullable JsonNode before, @Nullable JsonNode after) {
    var was = fields(before);
    var is = fields(after);
    var changed = new ArrayList<Difference>();
    var unchanged = new ArrayList<Difference>();
    is.forEach((field, value) -> {
      var difference = new Difference(field, was.get(field), value);
      (difference.changes() ? changed : unchanged).add(difference);
    });
    was.forEach((field, value) -> {
      if (!is.containsKey(field)) {
        changed.add(new Difference(field, value, null));
      }
    });
    changed.addAll(unchanged);
    return List.copyOf(changed);
  }

  /**
   * The arguments that the result has no field for: they are written, too, and nobody sees where.
   */
  static List<Difference> unseen(JsonNode arguments, @Nullable String before, String after) {
    var others = new ArrayList<Difference>();
    arguments
        .properties()
        .forEach(argument -> {
          var member = "\"" + argument.getKey() + "\":";
          if (!after.contains(member)
              && (before == null || !before.contains(member))
              && !argument.getValue().isNull()) {
            var value = argument.getValue();
            others.add(
                new Difference(
                    argument.getKey(),
                    null,
                    value.isValueNode() ? value.asText() : value.toString()));
          }
        });
    return others;
  }

  private static Map<String, String> fields(@Nullable JsonNode tree) {
    var fields = new LinkedHashMap<String, String>();
    if (tree != null) {
      add("", tree, fields);
    }
    return fields;
  }

  private static void add(String path, JsonNode node, Map<String, String> fields) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(member ->
              add(
                  path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                  member.getValue(),
                  fields));
    } else if (node.isArray()) {
      for (var i = 0; i < node.size(); i++) {
        add(path + "[" + i + "]", Objects.requireNonNull(node.get(i)), fields);
      }
    } else if (!node.isNull()) {
      fields.put(path, node.isBigDecimal() ? node.decimalValue().toPlainString() : node.asText());
    }
  }
}
