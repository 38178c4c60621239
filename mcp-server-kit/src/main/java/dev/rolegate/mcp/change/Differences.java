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

/** Tells two results apart, field by field. */
final class Differences {
  private Differences() {}

  static List<Difference> between(@Nullable JsonNode before, @Nullable JsonNode after) {
    var was = fields(before);
    var is = fields(after);
    var differences = new ArrayList<Difference>();
    is.forEach((field, value) -> {
      if (!value.equals(was.get(field))) {
        differences.add(new Difference(field, was.get(field), value));
      }
    });
    was.forEach((field, value) -> {
      if (!is.containsKey(field)) {
        differences.add(new Difference(field, value, null));
      }
    });
    return List.copyOf(differences);
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
