package dev.rolegate.endtoend;

import dev.rolegate.auth.AccessDocument;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.RecordView.Rows;
import dev.rolegate.auth.ToolShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes {@code docs/access.md}: the policy, held against what the servers' tools have. */
final class AccessPage {
  private static final String NO = "–";

  private final AccessPolicy policy;
  private final StringBuilder page = new StringBuilder();

  private AccessPage(AccessPolicy policy) {
    this.policy = policy;
  }

  static String write(AccessPolicy policy, Map<String, List<ToolShape>> tools) {
    var writer = new AccessPage(policy);
    writer.page.append(
        """
        # Who may do what

        Generated from `access-policy.yaml` and from what the servers' tools have; a test fails when
        it is stale. Write it anew after a change:

            mvn -pl end-to-end-tests -am verify -Dtest=AccessPageTest -Drolegate.write=true \\
              -Dsurefire.failIfNoSpecifiedTests=false

        Any other role, and a token without one, may do no more than the policy says of everybody:
        with the policy as it is shipped, nothing.

        """);
    writer.row("server", role -> role);
    writer.rule();
    policy
        .servers()
        .forEach(server ->
            writer.row(
                server, role -> policy.admission(server, role) instanceof Allowed ? "yes" : NO));
    policy.servers().forEach(server -> writer.server(server, tools.get(server)));
    writer.page.append("\nRecent decisions are shown to approvers in the role: ");
    writer.page.append(
        policy.roles().stream()
            .filter(role -> policy.decisions(role) instanceof Allowed)
            .collect(Collectors.joining(", ")));
    return writer.page.append(".\n").toString();
  }

  private void server(String server, List<ToolShape> tools) {
    page.append("\n## ").append(server).append("\n\n");
    row("tool", role -> role, "confirm");
    rule(1);
    for (var tool : tools) {
      row("`" + tool.name() + "`", role -> use(server, tool.name(), role), confirm(server, tool));
    }
    page.append('\n');
    if (policy.records(server).isEmpty()) {
      page.append("All fields of all records are seen in full by whoever may use the tool.\n");
      return;
    }
    row("record and field", role -> role);
    rule();
    var kinds = new TreeMap<String, TreeSet<String>>();
    tools.forEach(tool ->
        tool.records()
            .forEach((kind, fields) ->
                kinds.computeIfAbsent(kind, _ -> new TreeSet<>()).addAll(fields.all())));
    kinds.forEach((kind, fields) -> record(server, kind, fields));
  }

  private void record(String server, String kind, Set<String> fields) {
    row(
        "`" + kind + "`",
        role ->
            !isAdmitted(server, role)
                ? NO
                : policy.view(server, kind, role).rows() == Rows.OWN ? "only their own" : "all");
    for (var field : fields) {
      var cells =
          policy.roles().stream()
              .filter(role -> isAdmitted(server, role))
              .map(role -> AccessDocument.told(policy.view(server, kind, role), field))
              .toList();
      if (!cells.stream().allMatch("full"::equals)) {
        row(
            "`" + kind + "." + field + "`",
            role ->
                isAdmitted(server, role)
                    ? AccessDocument.told(policy.view(server, kind, role), field)
                    : NO);
      }
    }
  }

  private boolean isAdmitted(String server, String role) {
    return policy.admission(server, role) instanceof Allowed;
  }

  private String use(String server, String tool, String role) {
    if (!(policy.toolUse(server, tool, role) instanceof Allowed)) {
      return NO;
    }
    var terms = new ArrayList<>(List.of("yes"));
    for (var rule : policy.argumentRules(server, tool, role)) {
      terms.add("`" + rule.argument() + "`: " + rule.told());
    }
    var limit = policy.toolLimit(server, tool);
    if (limit != null) {
      terms.add("at most " + limit);
    }
    return String.join("; ", terms);
  }

  private String confirm(String server, ToolShape tool) {
    if (!tool.changes()) {
      return "reads only";
    }
    var lines = policy.confirmationLines(server, tool.name());
    return lines.isEmpty()
        ? "ask"
        : lines.stream().map(line -> line.told()).collect(Collectors.joining("; "));
  }

  private void row(String first, Function<String, String> cells, String... last) {
    page.append("| ").append(first).append(" |");
    policy.roles().forEach(role -> page.append(' ').append(cells.apply(role)).append(" |"));
    for (var cell : last) {
      page.append(' ').append(cell).append(" |");
    }
    page.append('\n');
  }

  private void rule(int more) {
    page.append("|---".repeat(1 + policy.roles().size() + more)).append("|\n");
  }

  private void rule() {
    rule(0);
  }
}
