package dev.rolegate.auth;

import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.Verdicts.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the policy's YAML into an {@link AccessPolicy}, or into every problem at once. */
final class PolicyReader {
  private static final String TOP = "the policy";

  private final MarkedYaml yaml;
  private final RoleNames roles;
  private final String file;

  PolicyReader(String file) {
    this.file = file;
    this.yaml = new MarkedYaml(file);
    this.roles = new RoleNames(yaml);
  }

  AccessPolicy read(String text) {
    var servers = new LinkedHashMap<String, ServerPolicy>();
    var decisions = decisions(null);
    var root = yaml.document(text);
    if (root != null) {
      var top = yaml.mapping(root, TOP, Set.of("version", "roles", "decisions", "servers"));
      var start = yaml.place(root);
      version(yaml.required(top, "version", TOP, start));
      var declared = yaml.required(top, "roles", TOP, start);
      if (declared != null) {
        roles.declare(declared);
      }
      decisions = decisions(top.get("decisions"));
      readServers(top, start, servers);
    }
    if (!yaml.problems().isEmpty()) {
      throw new PolicyRefused(yaml.problems());
    }
    return new AccessPolicy(file, roles.declared(), decisions, servers);
  }

  private void version(@Nullable Entry entry) {
    if (entry != null && !"1".equals(MarkedYaml.scalar(entry.value()))) {
      yaml.problem(yaml.place(entry.value()), "version must be 1, the only one there is");
    }
  }

  /** Who sees what was decided lately; nobody unless the file says so. */
  private Verdicts decisions(@Nullable Entry entry) {
    var grant = entry == null ? null : roles.roles(entry.value(), "decisions");
    return new Verdicts(
        "decisions",
        grant == null ? new Grant.Roles(List.of()) : grant,
        new Wording.Decisions(),
        roles.declared());
  }

  private void readServers(Map<String, Entry> top, Place start, Map<String, ServerPolicy> servers) {
    var entry = yaml.required(top, "servers", TOP, start);
    if (entry != null) {
      var reader = new ServerReader(yaml, roles);
      yaml.mapping(entry.value(), "servers")
          .forEach((name, server) -> servers.put(name, reader.read(name, server)));
    }
  }
}
