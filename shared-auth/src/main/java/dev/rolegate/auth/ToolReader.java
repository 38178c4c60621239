package dev.rolegate.auth;

import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.Verdicts.Wording;
import dev.rolegate.auth.limit.RateLimit;
import dev.rolegate.auth.text.OneLine;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the policy says about one tool. */
final class ToolReader {
  private static final Pattern TOOL = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");
  private static final Set<String> SETTINGS =
      Set.of("allow", "arguments", "limit", "confirm", "confirm_when");

  private final MarkedYaml yaml;
  private final RoleNames roles;
  private final @Nullable Grant admitted;

  /**
   * @param admitted to the server; null after a problem
   */
  ToolReader(MarkedYaml yaml, RoleNames roles, @Nullable Grant admitted) {
    this.yaml = yaml;
    this.roles = roles;
    this.admitted = admitted;
  }

  ToolPolicy read(String name, Entry entry, String parent) {
    var path = parent + "." + OneLine.of(name, 40);
    if (!TOOL.matcher(name).matches()) {
      yaml.problem(
          entry.place(),
          OneLine.quoted(name) + " is not a tool name; use up to 128 letters, digits, _ . and -");
    }
    var settings = yaml.mapping(entry.value(), path, SETTINGS);
    var allow = yaml.required(settings, "allow", path, entry.place());
    var allowed = allow == null ? null : roles.grant(allow.value(), path + ".allow");
    if (allow != null && allowed != null) {
      mustBeAdmitted(allowed, yaml.place(allow.value()), path + ".allow");
    }
    var using = allowed == null ? new Grant.Roles(List.of()) : allowed;
    return new ToolPolicy(
        entry.place(),
        new Verdicts(path + ".allow", using, new Wording.ToolUse(name), roles.declared()),
        new ArgumentReader(yaml, roles, allowed)
            .read(settings.get("arguments"), path + ".arguments"),
        roles.declared(),
        new ConfirmationReader(yaml, roles)
            .read(settings.get("confirm"), settings.get("confirm_when"), path),
        limit(settings.get("limit"), path + ".limit"));
  }

  /** A tool allowed to a role that never gets past the server's door is a mistake, not a rule. */
  private void mustBeAdmitted(Grant allowed, Place place, String path) {
    if (allowed instanceof Grant.Anybody && admitted instanceof Grant.Roles) {
      yaml.problem(
          place, path + " can be " + Grant.ANYBODY + " only where admit is; list roles instead");
    }
    roles.mustBeAmong(
        allowed.roles(),
        admitted,
        place,
        path,
        "which the server does not admit; add it to admit or remove it here");
  }

  private @Nullable RateLimit limit(@Nullable Entry entry, String path) {
    if (entry == null) {
      return null;
    }
    var written = MarkedYaml.scalar(entry.value());
    var limit = written == null ? null : RateLimit.parse(written);
    if (limit == null) {
      yaml.problem(
          yaml.place(entry.value()),
          path + " must be COUNT/PERIOD, 1 to 1000000 in PT1S to PT24H, for example 30/PT1H");
    }
    return limit;
  }
}
