package dev.rolegate.auth;

import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.MarkedYaml.Text;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads lists of roles: the one that declares them, and those that name declared ones. */
final class RoleNames {
  private static final Pattern ROLE =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} _.:/-]{0,62}[\\p{L}\\p{M}\\p{N}]?");
  private static final int MOST_ROLES = 256;

  private final MarkedYaml yaml;
  private List<String> declared = List.of();

  RoleNames(MarkedYaml yaml) {
    this.yaml = yaml;
  }

  /** All declared roles, in the order of the file. */
  List<String> declared() {
    return declared;
  }

  void declare(Entry entry) {
    var texts = yaml.texts(entry.value(), "roles");
    if (texts == null) {
      return;
    }
    if (texts.isEmpty() || texts.size() > MOST_ROLES) {
      yaml.problem(entry.place(), "roles must name 1 to " + MOST_ROLES + " roles");
    }
    var names = new ArrayList<String>();
    for (var text : texts) {
      if (text.text().equals(Grant.ANYBODY)) {
        yaml.problem(text.place(), Grant.ANYBODY + " has a meaning of its own; rename the role");
      } else if (!ROLE.matcher(text.text()).matches()) {
        yaml.problem(
            text.place(),
            OneLine.quoted(text.text())
                + " is not a role name; use up to 64 letters, digits, spaces and _ . : / -");
      } else if (names.stream().anyMatch(text.text()::equalsIgnoreCase)) {
        yaml.problem(
            text.place(),
            text.text() + " differs from another role in case only; roles are compared exactly");
      }
      names.add(text.text());
    }
    declared = List.copyOf(names);
  }

  /** Roles or everybody; null after a problem, so that one mistake is not told twice. */
  @Nullable Grant grant(Node node, String path) {
    var word = MarkedYaml.scalar(node);
    if (Grant.ANYBODY.equals(word)) {
      return new Grant.Anybody();
    }
    if (word != null) {
      yaml.problem(
          yaml.place(node),
          path + " must be a list of roles, for example [Manager], or " + Grant.ANYBODY);
      return null;
    }
    return roles(node, path);
  }

  /** Declared roles, by name; null after a problem. */
  Grant.@Nullable Roles roles(Node node, String path) {
    var texts = yaml.texts(node, path);
    if (texts == null) {
      return null;
    }
    for (var text : texts) {
      mustBeDeclared(text, path);
    }
    return new Grant.Roles(texts.stream().map(Text::text).toList());
  }

  /** Declared roles, of which there must be some. */
  Grant.@Nullable Roles someRoles(Node node, String path) {
    var roles = roles(node, path);
    if (roles != null && roles.names().isEmpty()) {
      yaml.problem(yaml.place(node), path + " names nobody; name a role or remove the line");
    }
    return roles;
  }

  void mustBeDeclared(Text role, String path) {
    if (role.text().equals(Grant.ANYBODY)) {
      yaml.problem(
          role.place(), path + ": write " + Grant.ANYBODY + " alone, without brackets and roles");
    } else if (!declared.isEmpty() && !declared.contains(role.text())) {
      yaml.problem(
          role.place(),
          path
              + " names "
              + OneLine.quoted(role.text())
              + ", which roles does not declare"
              + NearMatch.suggestion(role.text(), declared));
    }
  }

  /**
   * A rule for a role that never gets as far is a mistake, not a rule.
   *
   * @param earlier whom the line before lets in; null: that is not known
   * @param remedy what the problem ends with
   */
  void mustBeAmong(
      Collection<String> roles, @Nullable Grant earlier, Place place, String path, String remedy) {
    if (earlier instanceof Grant.Roles(var names)) {
      for (var role : roles) {
        if (declared.contains(role) && !names.contains(role)) {
          yaml.problem(place, path + " names " + role + ", " + remedy);
        }
      }
    }
  }
}
