package dev.rolegate.auth;

import dev.rolegate.auth.Confirmation.Level;
import dev.rolegate.auth.ConfirmationPolicy.When;
import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads who must say yes to a change, always and for certain arguments. */
final class ConfirmationReader {
  private static final Map<String, Level> WORDS =
      Map.of("none", Level.NONE, "ask", Level.ASK, "person", Level.PERSON);
  private static final Set<String> CONDITIONS = Set.of("above", "below", "in");

  private final MarkedYaml yaml;
  private final RoleNames roles;

  ConfirmationReader(MarkedYaml yaml, RoleNames roles) {
    this.yaml = yaml;
    this.roles = roles;
  }

  ConfirmationPolicy read(@Nullable Entry confirm, @Nullable Entry confirmWhen, String path) {
    // the safe default
    var always =
        confirm == null
            ? new Confirmation(Level.ASK, List.of(), path + ".confirm")
            : confirmation(confirm.value(), path + ".confirm");
    var lines = new ArrayList<When>();
    if (confirmWhen != null) {
      yaml.mapping(confirmWhen.value(), path + ".confirm_when")
          .forEach((argument, line) -> {
            var when = when(argument, line, path + ".confirm_when");
            if (when != null) {
              lines.add(when);
            }
          });
      mustShareApprovers(always, lines, confirmWhen.place(), path);
    }
    return new ConfirmationPolicy(confirm == null ? null : confirm.place(), always, lines);
  }

  private Confirmation confirmation(Node node, String path) {
    if (node instanceof MappingNode) {
      var other = yaml.mapping(node, path, Set.of("other")).get("other");
      var approvers = other == null ? null : roles.someRoles(other.value(), path + ".other");
      if (other == null) {
        yaml.problem(yaml.place(node), path + " needs other, for example {other: [Manager]}");
      }
      return new Confirmation(Level.OTHER, approvers == null ? List.of() : approvers.names(), path);
    }
    var level = WORDS.get(Objects.requireNonNullElse(MarkedYaml.scalar(node), ""));
    if (level == null) {
      yaml.problem(
          yaml.place(node), path + " must be none, ask, person or, with roles, {other: [Manager]}");
      return new Confirmation(Level.OTHER, List.of(), path);
    }
    return new Confirmation(level, List.of(), path);
  }

  private @Nullable When when(String argument, Entry entry, String parent) {
    var path = parent + "." + OneLine.of(argument, 40);
    var settings = yaml.mapping(entry.value(), path, Set.of("above", "below", "in", "confirm"));
    var confirm = yaml.required(settings, "confirm", path, entry.place());
    var confirmation = confirm == null ? null : confirmation(confirm.value(), path + ".confirm");
    settings.keySet().retainAll(CONDITIONS);
    if (settings.size() != 1) {
      yaml.problem(entry.place(), path + " needs exactly one of above, below and in");
      return null;
    }
    var written = settings.entrySet().iterator().next();
    var condition = condition(written.getKey(), written.getValue().value(), path);
    return condition == null || confirmation == null
        ? null
        : new When(entry.place(), path, argument, condition, confirmation);
  }

  private When.@Nullable Condition condition(String word, Node node, String path) {
    if (word.equals("in")) {
      var values = yaml.values(node, path + ".in");
      return values == null ? null : new When.In(values);
    }
    var bound = yaml.number(node, path + "." + word);
    if (bound == null) {
      return null;
    }
    return word.equals("above") ? new When.Above(bound) : new When.Below(bound);
  }

  /** Where two lines fit, both count; without an approver that both name, nobody could release. */
  private void mustShareApprovers(Confirmation always, List<When> lines, Place place, String path) {
    Set<String> shared = new HashSet<>(roles.declared());
    if (always.level() == Level.OTHER) {
      shared.retainAll(always.approverRoles());
    }
    for (var line : lines) {
      if (line.confirmation().level() == Level.OTHER) {
        shared.retainAll(line.confirmation().approverRoles());
      }
    }
    if (shared.isEmpty() && !roles.declared().isEmpty() && yaml.problems().isEmpty()) {
      yaml.problem(
          place, path + ": where several lines fit, all count; name a role that all of them name");
    }
  }
}
