package dev.rolegate.mcp;

import dev.rolegate.auth.ToolShape;
import dev.rolegate.mcp.schema.Views;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tools of one server, read once, whatever a policy says of them. This class is immutable. */
final class OfferedTools {
  private final Map<String, OfferedTool<?, ?>> byName = new LinkedHashMap<>();
  private final Map<String, ToolShape.Fields> kinds = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when they contradict each other, or themselves
   */
  OfferedTools(List<Tool<?, ?>> tools) {
    for (var tool : tools) {
      var offered = new OfferedTool<>(tool);
      if (byName.put(tool.name(), offered) != null) {
        throw new IllegalArgumentException("two tools have the name " + tool.name());
      }
      if (offered.isKits()) {
        continue;
      }
      offered
          .results()
          .records()
          .forEach((kind, fields) -> {
            var same = kinds.putIfAbsent(kind, fields);
            if (same != null && !same.equals(fields)) {
              throw new IllegalArgumentException("two records have the name " + kind);
            }
          });
    }
    byName.values().forEach(this::checkSources);
  }

  /** In the order of the list. */
  Map<String, OfferedTool<?, ?>> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** What a policy may say of them. */
  List<ToolShape> shapes() {
    return byName.values().stream().map(OfferedTool::shape).toList();
  }

  /** The kinds of record that stand in any result. */
  Set<String> kinds() {
    return Collections.unmodifiableSet(kinds.keySet());
  }

  /**
   * A problem for each owner by which these tools cannot tell whose a record is: their queries
   * would not know which rows to leave out.
   */
  List<String> ownersThatCannotBeTold(Views views) {
    var problems = new ArrayList<String>();
    for (var tool : byName.values()) {
      for (var kind : tool.shape().records().keySet()) {
        var owner = views.of(kind).owner();
        var possible = tool.results().ownerIds(kind);
        if (owner != null && !possible.contains(owner)) {
          problems.add(
              "%s: owner %s does not tell whose a record is; %s"
                  .formatted(
                      views.of(kind).rule(),
                      owner,
                      possible.isEmpty()
                          ? "no field of it does, so leave owner and rows out"
                          : "possible: " + String.join(", ", possible)));
        }
      }
    }
    return problems;
  }

  private void checkSources(OfferedTool<?, ?> tool) {
    var fields = new ArrayList<>(tool.arguments().filters());
    fields.addAll(tool.results().sources());
    for (var field : fields) {
      var dot = field.indexOf('.');
      var kind = kinds.get(field.substring(0, Math.max(dot, 0)));
      if (kind == null || !kind.all().contains(field.substring(dot + 1))) {
        throw new IllegalArgumentException(
            tool.name() + " asks by " + field + ", which no result has");
      }
    }
    var unknown = new ArrayList<>(tool.tool().owners().keySet());
    unknown.removeAll(tool.shape().arguments().keySet());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(tool.name() + " has no argument " + unknown);
    }
  }
}
