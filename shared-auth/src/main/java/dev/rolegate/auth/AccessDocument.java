package dev.rolegate.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody may do, everywhere, in one JSON document: the policy's own answers, and why. */
public final class AccessDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final AccessPolicy policy;
  private final List<@Nullable String> roles;

  private AccessDocument(AccessPolicy policy, List<@Nullable String> roles) {
    this.policy = policy;
    this.roles = roles;
  }

  /**
   * Writes it.
   *
   * @param roles all of which must be allowed: one, and that of who acts for it; null is no role
   * @param servers which of the policy's to tell of
   */
  public static ObjectNode of(
      AccessPolicy policy, List<@Nullable String> roles, Set<String> servers) {
    var writer = new AccessDocument(policy, roles);
    var document = JSON.objectNode();
    document.put("job_role", roles.getFirst());
    if (roles.size() > 1) {
      document.put("actor_job_role", roles.getLast());
    }
    var list = document.putArray("servers");
    policy.servers().stream()
        .filter(servers::contains)
        .forEach(name -> list.add(writer.server(name)));
    return document;
  }

  private ObjectNode server(String name) {
    var server = JSON.objectNode().put("name", name);
    var admission = all(role -> policy.admission(name, role));
    put(server, admission, "admitted", "servers." + name + ".admit");
    if (admission instanceof Allowed) {
      var tools = server.putArray("tools");
      policy.tools(name).forEach(tool -> tools.add(tool(name, tool)));
      var records = server.putArray("records");
      policy.records(name).forEach(kind -> records.add(record(name, kind)));
    }
    return server;
  }

  private ObjectNode tool(String server, String name) {
    var tool = JSON.objectNode().put("name", name);
    var use = all(role -> policy.toolUse(server, name, role));
    put(tool, use, "allowed", "servers.%s.tools.%s.allow".formatted(server, name));
    if (use instanceof Denied) {
      return tool;
    }
    var rules = new LinkedHashSet<ArgumentRule>();
    roles.forEach(role -> rules.addAll(policy.argumentRules(server, name, role)));
    if (!rules.isEmpty()) {
      var arguments = tool.putArray("arguments");
      rules.forEach(rule ->
          arguments
              .addObject()
              .put("name", rule.argument())
              .put("must_be", rule.told())
              .put("rule", rule.rule()));
    }
    var lines = policy.confirmationLines(server, name);
    if (!lines.isEmpty()) {
      var confirm = tool.putArray("confirm");
      lines.forEach(line -> confirm.add(line.told()));
    }
    var limit = policy.toolLimit(server, name);
    if (limit != null) {
      tool.put("limit", limit.toString());
    }
    return tool;
  }

  private ObjectNode record(String server, String kind) {
    var view =
        roles.stream()
            .map(role -> policy.view(server, kind, role))
            .reduce(RecordView::and)
            .orElseThrow();
    var record = JSON.objectNode().put("name", kind);
    record.put("rows", view.rows().toString().toLowerCase(Locale.ROOT));
    var fields = policy.fields(server, kind);
    if (fields.isEmpty()) {
      record.put("fields", "full");
    } else {
      var sights = record.putObject("fields");
      fields.forEach(field -> sights.put(field, told(view, field)));
    }
    return record.put("rule", view.rule());
  }

  /** Such as {@code full}, or {@code hidden, full in their own}. */
  public static String told(RecordView view, String field) {
    var ofOthers = view.sight(field, false).toString().toLowerCase(Locale.ROOT);
    var ofOwn = view.sight(field, true).toString().toLowerCase(Locale.ROOT);
    return ofOthers.equals(ofOwn) ? ofOthers : ofOthers + ", " + ofOwn + " in their own";
  }

  private interface Question {
    Decision decide(@Nullable String role);
  }

  private Decision all(Question question) {
    Decision last = null;
    for (var role : roles) {
      last = question.decide(role);
      if (last instanceof Denied) {
        return last;
      }
    }
    if (last == null) {
      throw new IllegalStateException("nobody asks");
    }
    return last;
  }

  private static void put(ObjectNode json, Decision decision, String name, String rule) {
    switch (decision) {
      case Allowed _ -> json.put(name, true).put("rule", rule);
      case Denied(var reason, var explanation, var rolesThatMay) -> {
        json.put(name, false).put("rule", rule).put("reason", reason);
        json.put("explanation", explanation);
        var may = json.putArray("roles_that_may");
        rolesThatMay.forEach(may::add);
      }
    }
  }
}
