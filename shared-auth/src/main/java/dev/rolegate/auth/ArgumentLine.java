package dev.rolegate.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the policy says about one argument of a tool.
 *
 * @param path of the line
 * @param rules by role; roles that are not among them may give anything
 */
record ArgumentLine(Place place, String path, String argument, Map<String, ArgumentRule> rules) {
  ArgumentLine {
    rules = new LinkedHashMap<>(rules);
  }

  /** The rules that bind a declared role. */
  static List<ArgumentRule> binding(List<ArgumentLine> lines, String role) {
    return lines.stream()
        .map(ArgumentLine::rules)
        .filter(rules -> rules.containsKey(role))
        .map(rules -> rules.get(role))
        .toList();
  }

  /**
   * The rules for whoever has no declared role, which only happens where everybody may use the
   * tool: all of them, as nobody may more than the one who is bound the most.
   */
  static List<ArgumentRule> all(List<ArgumentLine> lines) {
    return lines.stream().flatMap(line -> line.rules.values().stream()).toList();
  }
}
