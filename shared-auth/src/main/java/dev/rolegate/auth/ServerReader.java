package dev.rolegate.auth;

import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.Verdicts.Wording;
import dev.rolegate.auth.text.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the policy says about one server. */
final class ServerReader {
  private static final Pattern SERVER = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private final MarkedYaml yaml;
  private final RoleNames roles;

  ServerReader(MarkedYaml yaml, RoleNames roles) {
    this.yaml = yaml;
    this.roles = roles;
  }

  ServerPolicy read(String name, Entry entry) {
    var path = "servers." + OneLine.of(name, 40);
    if (!SERVER.matcher(name).matches()) {
      yaml.problem(
          entry.place(),
          OneLine.quoted(name) + " is not a server name; use up to 32 of a-z, 0-9 and -");
    }
    var settings = yaml.mapping(entry.value(), path, Set.of("admit", "records", "tools"));
    var admit = yaml.required(settings, "admit", path, entry.place());
    var admitted = admit == null ? null : roles.grant(admit.value(), path + ".admit");
    var records = records(settings.get("records"), path + ".records", admitted);
    var tools = new LinkedHashMap<String, ToolPolicy>();
    var listed = yaml.required(settings, "tools", path, entry.place());
    if (listed != null) {
      var reader = new ToolReader(yaml, roles, admitted);
      yaml.mapping(listed.value(), path + ".tools")
          .forEach((tool, line) -> tools.put(tool, reader.read(tool, line, path + ".tools")));
    }
    // deny by default, though a policy with a problem is never used
    var admitting = admitted == null ? new Grant.Roles(List.of()) : admitted;
    return new ServerPolicy(
        name,
        new Verdicts(path + ".admit", admitting, new Wording.Admission(name), roles.declared()),
        tools,
        records);
  }

  /** Null when there are no lines: everything is seen in full. */
  private @Nullable Map<String, RecordPolicy> records(
      @Nullable Entry entry, String path, @Nullable Grant admitted) {
    if (entry == null) {
      return null;
    }
    var records = new LinkedHashMap<String, RecordPolicy>();
    var reader = new RecordReader(yaml, roles, admitted);
    yaml.mapping(entry.value(), path)
        .forEach((kind, line) -> records.put(kind, reader.read(kind, line, path)));
    return records;
  }
}
