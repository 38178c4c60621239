package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.ArgumentRule;
import dev.rolegate.auth.Confirmation.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each role may give: nothing that searches or sorts by a field which it does not see in full,
 * and nothing that a rule of the policy forbids. And a change that must be confirmed does not even
 * begin to wait when its arguments are no good.
 */
final class GivenArguments {
  private static final String ABSENT = "absent";
  private static final String BY_NAME = "refused by name";
  private static final String NOTHING_WAITS = "nothing waits";

  /** Names nothing that there is, so that it is nobody's. */
  private static final String NOBODYS = "verify-nobody";

  private final Bench bench;
  private final Kinds kinds;

  GivenArguments(Bench bench) {
    this.bench = bench;
    this.kinds = new Kinds(bench.policy().recordFields(bench.server()));
  }

  void run() {
    var insider = bench.insider();
    if (insider == null) {
      return;
    }
    var full = list(insider);
    for (var holder : bench.holders()) {
      var session = bench.admits(holder) ? open(holder) : null;
      if (session != null) {
        try (session) {
          attempt(holder, session, full);
        }
      }
    }
    bench
        .ledger()
        .skip("a change with good arguments, as verify makes none and leaves none to be confirmed");
  }

  private void attempt(Holder holder, Session session, List<JsonNode> full) {
    var listed = Tools.in(session.request("tools/list", Probes.object()));
    for (var tool : listed) {
      var name = tool.path("name").asText();
      full.stream()
          .filter(other -> other.path("name").asText().equals(name) && Tools.reads(other))
          .forEach(other -> withheld(holder, session, tool, other));
      for (var rule : bench.policy().argumentRules(bench.server(), name, holder.role())) {
        rule(holder, session, tool, rule);
      }
      var empty = Probes.object();
      var level = bench.policy().confirmation(bench.server(), name, empty).level();
      if (!Tools.reads(tool) && level != Level.NONE) {
        confirmation(holder, session, name);
      }
    }
  }

  /** Arguments of whoever sees more, as far as their names say which field they ask by. */
  private void withheld(Holder holder, Session session, JsonNode own, JsonNode full) {
    var name = own.path("name").asText();
    for (var found : kinds.inSchema(full.path("outputSchema"))) {
      var view = bench.policy().view(bench.server(), found.kind(), holder.role());
      for (var field : kinds.fields().getOrDefault(found.kind(), java.util.Set.of())) {
        if (view.isFull(field)) {
          continue;
        }
        full.path("inputSchema")
            .path("properties")
            .properties()
            .forEach(argument -> {
              var key = argument.getKey();
              if (key.equals(field) || key.startsWith(field + "_")) {
                var there = own.path("inputSchema").path("properties").has(key);
                cell(
                    holder,
                    name + ": " + key + " in its schema",
                    ABSENT,
                    there ? "there" : ABSENT,
                    null);
                refused(
                    holder,
                    session,
                    name,
                    key,
                    sample(argument.getValue()),
                    "is not for your role");
              }
              for (var value : argument.getValue().path("enum")) {
                if (value.asText().equals(field)) {
                  var options = own.path("inputSchema").path("properties").path(key).path("enum");
                  var there = options.valueStream().anyMatch(value::equals);
                  cell(
                      holder,
                      name + ": " + key + " by " + field + " in its schema",
                      ABSENT,
                      there ? "there" : ABSENT,
                      null);
                  refused(holder, session, name, key, value, "is not for your role");
                }
              }
            });
      }
    }
  }

  private void refused(
      Holder holder, Session session, String tool, String argument, JsonNode value, String words) {
    var arguments = Probes.object();
    arguments.set(argument, value);
    var spoken = session.request("tools/call", Rpc.call(tool, arguments));
    var text = Tools.text(spoken.heard());
    var isRefused = spoken.heard().json().path("result").path("isError").asBoolean();
    var observed =
        !isRefused
            ? "taken"
            : text.contains(argument) && text.contains(words)
                ? BY_NAME
                : "unclear: " + Evidence.shown(text);
    cell(holder, tool + ": " + argument + " " + value.asText(), BY_NAME, observed, spoken);
  }

  /** With all else as the schema wants it, or the rule would not be asked. */
  private void rule(Holder holder, Session session, JsonNode tool, ArgumentRule rule) {
    var name = tool.path("name").asText();
    if (!(rule instanceof ArgumentRule.Self) && !Tools.reads(tool)) {
      bench
          .ledger()
          .skip(
              "%s: the rule %s, as a change that it did not stop would be made"
                  .formatted(bench.server(), rule.rule()));
      return;
    }
    var arguments = filled(tool.path("inputSchema"));
    switch (rule) {
      case ArgumentRule.Self _ -> arguments.put(rule.argument(), NOBODYS);
      case ArgumentRule.OneOf _ -> arguments.put(rule.argument(), NOBODYS);
      case ArgumentRule.Between(var argument, var min, var max, var _) -> {
        if (max != null) {
          arguments.put(argument, max.add(java.math.BigDecimal.ONE));
        } else if (min != null) {
          arguments.put(argument, min.subtract(java.math.BigDecimal.ONE));
        }
      }
    }
    var spoken = session.request("tools/call", Rpc.call(name, arguments));
    var text = Tools.text(spoken.heard());
    var isRefused = spoken.heard().json().path("result").path("isError").asBoolean();
    var observed =
        !isRefused
            ? "taken"
            : text.contains(rule.argument()) ? BY_NAME : "unclear: " + Evidence.shown(text);
    cell(
        holder,
        name + ": " + rule.argument() + " against " + rule.rule(),
        BY_NAME,
        observed,
        spoken);
  }

  private void confirmation(Holder holder, Session session, String tool) {
    var spoken = session.request("tools/call", Rpc.call(tool, Rpc.odd()));
    var waits = spoken.heard().body().contains("dev.rolegate/change");
    var isRefused = spoken.heard().json().path("result").path("isError").asBoolean();
    bench
        .ledger()
        .add(
            new Cell(
                Family.CONFIRMATION,
                bench.server(),
                holder.title(),
                Door.streamable() + ", no elicitation",
                tool + " with an argument that no tool has",
                List.of(NOTHING_WAITS),
                waits ? "a change waits" : isRefused ? NOTHING_WAITS : "it was done",
                spoken.evidence()));
  }

  private static ObjectNode filled(JsonNode schema) {
    var arguments = Probes.object();
    for (var required : schema.path("required")) {
      arguments.set(required.asText(), sample(schema.path("properties").path(required.asText())));
    }
    return arguments;
  }

  /** Something that fits the schema of an argument. */
  private static JsonNode sample(JsonNode schema) {
    var made = Probes.object();
    if (schema.path("enum").has(0)) {
      return schema.path("enum").get(0);
    }
    if (schema.path("format").asText().equals("date")) {
      return made.put("v", "2099-01-01").path("v");
    }
    return switch (schema.path("type").asText()) {
      case "integer", "number" -> made.put("v", schema.path("minimum").asInt(1)).path("v");
      case "boolean" -> made.put("v", true).path("v");
      default ->
          made.put("v", "x".repeat(Math.max(1, schema.path("minLength").asInt(1)))).path("v");
    };
  }

  private List<JsonNode> list(Holder holder) {
    var session = open(holder);
    if (session == null) {
      return List.of();
    }
    try (session) {
      return Tools.in(session.request("tools/list", Probes.object()));
    }
  }

  private @Nullable Session open(Holder holder) {
    return StreamableSession.open(bench.wire(), bench.target(), Door.streamable(), holder.token())
        .session();
  }

  private void cell(
      Holder holder,
      String name,
      String expected,
      String observed,
      Session.@Nullable Spoken spoken) {
    bench
        .ledger()
        .add(
            new Cell(
                Family.FIELDS,
                bench.server(),
                holder.title(),
                Door.streamable().toString(),
                name,
                List.of(expected),
                observed,
                spoken == null ? null : spoken.evidence()));
  }
}
