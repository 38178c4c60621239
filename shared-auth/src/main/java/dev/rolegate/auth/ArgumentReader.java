package dev.rolegate.auth;

import dev.rolegate.auth.ArgumentRule.Between;
import dev.rolegate.auth.ArgumentRule.OneOf;
import dev.rolegate.auth.ArgumentRule.Self;
import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.MarkedYaml.Text;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what each role may give as arguments: {@code self}, some values, or a range. */
final class ArgumentReader {
  private final MarkedYaml yaml;
  private final RoleNames roles;
  private final @Nullable Grant allowed;

  /**
   * @param allowed to use the tool; null after a problem
   */
  ArgumentReader(MarkedYaml yaml, RoleNames roles, @Nullable Grant allowed) {
    this.yaml = yaml;
    this.roles = roles;
    this.allowed = allowed;
  }

  List<ArgumentLine> read(@Nullable Entry entry, String path) {
    var lines = new ArrayList<ArgumentLine>();
    if (entry != null) {
      yaml.mapping(entry.value(), path)
          .forEach((argument, line) -> lines.add(line(argument, line, path)));
    }
    return lines;
  }

  private ArgumentLine line(String argument, Entry entry, String parent) {
    var path = parent + "." + OneLine.of(argument, 40);
    var rules = new LinkedHashMap<String, ArgumentRule>();
    yaml.mapping(entry.value(), path)
        .forEach((role, condition) -> {
          roles.mustBeDeclared(new Text(condition.place(), role), path);
          roles.mustBeAmong(
              List.of(role),
              allowed,
              condition.place(),
              path,
              "whom allow does not name; add it to allow or remove it here");
          var rule = rule(argument, condition.value(), path + "." + OneLine.of(role, 64));
          if (rule != null) {
            rules.put(role, rule);
          }
        });
    return new ArgumentLine(entry.place(), path, argument, rules);
  }

  private @Nullable ArgumentRule rule(String argument, Node node, String path) {
    return switch (node) {
      case SequenceNode list -> {
        var values = yaml.values(list, path);
        yield values == null ? null : new OneOf(argument, values, path);
      }
      case MappingNode range -> between(argument, range, path);
      default -> {
        if (!"self".equals(MarkedYaml.scalar(node))) {
          yaml.problem(
              yaml.place(node),
              path + " must be self, a list of values, or a range such as {min: 1, max: 5}");
        }
        yield new Self(argument, path);
      }
    };
  }

  private Between between(String argument, Node node, String path) {
    var bounds = yaml.mapping(node, path, Set.of("min", "max"));
    var lowest = bounds.get("min");
    var highest = bounds.get("max");
    var min = lowest == null ? null : yaml.number(lowest.value(), path + ".min");
    var max = highest == null ? null : yaml.number(highest.value(), path + ".max");
    if (bounds.isEmpty()) {
      yaml.problem(yaml.place(node), path + " needs min, max or both");
    } else if (min != null && max != null && min.compareTo(max) > 0) {
      yaml.problem(yaml.place(node), path + ".min is above max, so nothing fits");
    }
    return new Between(argument, min, max, path);
  }
}
