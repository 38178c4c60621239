package dev.rolegate.auth;

import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.MarkedYaml.Text;
import dev.rolegate.auth.ServerPolicy.ToolPolicy;
import dev.rolegate.auth.Verdicts.Wording;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Turns the policy's YAML into an {@link AccessPolicy}, or into every problem at once. */
final class PolicyReader {
  private static final Pattern ROLE =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} _.:/-]{0,62}[\\p{L}\\p{M}\\p{N}]?");
  private static final Pattern SERVER = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern TOOL = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");
  private static final int MOST_ROLES = 256;

  private final MarkedYaml yaml;
  private final String file;
  private List<String> roles = List.of();

  PolicyReader(String file) {
    this.file = file;
    this.yaml = new MarkedYaml(file);
  }

  AccessPolicy read(String text) {
    var servers = new LinkedHashMap<String, ServerPolicy>();
    var root = yaml.document(text);
    if (root != null) {
      var top = yaml.mapping(root, "the policy", Set.of("version", "roles", "servers"));
      var start = yaml.place(root);
      version(required(top, "version", "the policy", start));
      roles = roles(required(top, "roles", "the policy", start));
      var entry = required(top, "servers", "the policy", start);
      if (entry != null) {
        yaml.mapping(entry.value(), "servers")
            .forEach((name, server) -> servers.put(name, server(name, server)));
      }
    }
    if (!yaml.problems().isEmpty()) {
      throw new PolicyRefused(yaml.problems());
    }
    return new AccessPolicy(file, roles, servers);
  }

  private void version(@Nullable Entry entry) {
    if (entry != null && !"1".equals(MarkedYaml.scalar(entry.value()))) {
      yaml.problem(yaml.place(entry.value()), "version must be 1, the only one there is");
    }
  }

  private List<String> roles(@Nullable Entry entry) {
    var texts = entry == null ? null : yaml.texts(entry.value(), "roles");
    if (entry == null || texts == null) {
      return List.of();
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
    return List.copyOf(names);
  }

  private ServerPolicy server(String name, Entry entry) {
    var path = "servers." + OneLine.of(name, 40);
    if (!SERVER.matcher(name).matches()) {
      yaml.problem(
          entry.place(),
          OneLine.quoted(name) + " is not a server name; use up to 32 of a-z, 0-9 and -");
    }
    var settings = yaml.mapping(entry.value(), path, Set.of("admit", "tools"));
    var admit = required(settings, "admit", path, entry.place());
    var grant = admit == null ? null : grant(admit.value(), path + ".admit");
    var tools = new LinkedHashMap<String, ToolPolicy>();
    var listed = required(settings, "tools", path, entry.place());
    if (listed != null) {
      yaml.mapping(listed.value(), path + ".tools")
          .forEach((tool, line) -> tools.put(tool, tool(tool, line, path + ".tools", grant)));
    }
    var admission =
        new Verdicts(path + ".admit", orNobody(grant), new Wording.Admission(name), roles);
    return new ServerPolicy(name, admission, tools);
  }

  private ToolPolicy tool(String name, Entry entry, String parent, @Nullable Grant admitted) {
    var path = parent + "." + OneLine.of(name, 40);
    if (!TOOL.matcher(name).matches()) {
      yaml.problem(
          entry.place(),
          OneLine.quoted(name) + " is not a tool name; use up to 128 letters, digits, _ . and -");
    }
    var settings = yaml.mapping(entry.value(), path, Set.of("allow"));
    var allow = required(settings, "allow", path, entry.place());
    var grant = allow == null ? null : grant(allow.value(), path + ".allow");
    if (allow != null && grant != null && admitted != null) {
      mustBeAdmitted(grant, admitted, allow, path);
    }
    var use = new Verdicts(path + ".allow", orNobody(grant), new Wording.ToolUse(name), roles);
    return new ToolPolicy(entry.place(), use);
  }

  /** A tool allowed to a role that never gets past the server's door is a mistake, not a rule. */
  private void mustBeAdmitted(Grant allowed, Grant admitted, Entry allow, String path) {
    if (admitted instanceof Grant.Anybody) {
      return;
    }
    if (allowed instanceof Grant.Anybody) {
      yaml.problem(
          yaml.place(allow.value()),
          path + ".allow can be " + Grant.ANYBODY + " only where admit is; list roles instead");
    }
    for (var role : allowed.roles()) {
      if (roles.contains(role) && !admitted.roles().contains(role)) {
        yaml.problem(
            yaml.place(allow.value()),
            path
                + ".allow names "
                + role
                + ", which the server does not admit; add it to admit or remove it here");
      }
    }
  }

  /** Null after a problem, so that one mistake is not told twice. */
  private @Nullable Grant grant(Node node, String path) {
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
    var texts = yaml.texts(node, path);
    if (texts == null) {
      return null;
    }
    for (var text : texts) {
      mustBeDeclared(text, path);
    }
    return new Grant.Roles(texts.stream().map(Text::text).toList());
  }

  private void mustBeDeclared(Text role, String path) {
    if (role.text().equals(Grant.ANYBODY)) {
      yaml.problem(
          role.place(), path + ": write " + Grant.ANYBODY + " alone, without brackets and roles");
    } else if (!roles.isEmpty() && !roles.contains(role.text())) {
      yaml.problem(
          role.place(),
          path
              + " names "
              + OneLine.quoted(role.text())
              + ", which roles does not declare"
              + NearMatch.suggestion(role.text(), roles));
    }
  }

  private @Nullable Entry required(
      Map<String, Entry> settings, String name, String path, Place place) {
    var entry = settings.get(name);
    if (entry == null) {
      yaml.problem(place, path + " needs " + name);
    }
    return entry;
  }

  /** Deny by default, though a policy with a problem is never used. */
  private static Grant orNobody(@Nullable Grant grant) {
    return grant == null ? new Grant.Roles(List.of()) : grant;
  }
}
