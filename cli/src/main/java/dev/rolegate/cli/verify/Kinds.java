package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells from outside which objects are records of a kind: those that have some of its fields and
 * nothing else.
 */
record Kinds(Map<String, Set<String>> fields) {
  private static final int FEWEST = 3;

  Kinds {
    fields = Map.copyOf(fields);
  }

  /** An object that is a record, or the schema of one, by the names of its members. */
  record Found(String kind, JsonNode node, Set<String> members) {
    Found {
      members = Set.copyOf(members);
    }
  }

  /** Every record in a result. */
  List<Found> inResult(JsonNode result) {
    var found = new ArrayList<Found>();
    walk(result, node -> node, found);
    return found;
  }

  /** Every schema of a record in a schema. */
  List<Found> inSchema(JsonNode schema) {
    var found = new ArrayList<Found>();
    walk(schema, node -> node.path("properties"), found);
    return found;
  }

  private interface Members {
    JsonNode of(JsonNode node);
  }

  private void walk(JsonNode node, Members members, List<Found> found) {
    var names = new TreeSet<String>();
    members.of(node).fieldNames().forEachRemaining(names::add);
    var kind = kind(names);
    if (kind != null) {
      found.add(new Found(kind, node, names));
    }
    node.forEach(child -> walk(child, members, found));
  }

  /** The one with the fewest other fields, where several have all of these. */
  private @Nullable String kind(Set<String> names) {
    if (names.size() < FEWEST) {
      return null;
    }
    var sizes = new LinkedHashMap<String, Integer>();
    fields.forEach((kind, all) -> {
      if (all.containsAll(names)) {
        sizes.put(kind, all.size());
      }
    });
    return sizes.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
