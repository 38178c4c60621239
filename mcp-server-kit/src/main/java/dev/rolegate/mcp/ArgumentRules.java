package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.ArgumentRule;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.mcp.schema.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds decoded arguments against what the policy says of them for one sort of caller. Thread-safe.
 *
 * @param owners whose it is that an argument names
 * @param unbound the roles that may use the tool without a rule for the argument
 */
record ArgumentRules(
    List<ArgumentRule> rules,
    Map<String, Tool.Owner> owners,
    Function<String, List<String>> unbound) {
  static final String REASON = "argument_not_allowed";
  static final ArgumentRules NONE = new ArgumentRules(List.of(), Map.of(), _ -> List.of());

  /** Null when they keep to every rule. Decoded first, so that a value has one spelling. */
  @Nullable Denied broken(Record arguments, Caller caller) {
    if (rules.isEmpty()) {
      return null;
    }
    JsonNode canonical = Json.mapper().valueToTree(arguments);
    for (var rule : rules) {
      if (!isKept(rule, canonical.path(rule.argument()), caller)) {
        return denied(rule, caller);
      }
    }
    return null;
  }

  private boolean isKept(ArgumentRule rule, JsonNode given, Caller caller) {
    if (given.isArray()) {
      for (var each : given) {
        if (!isKept(rule, each, caller)) {
          return false;
        }
      }
      return !given.isEmpty();
    }
    return switch (rule.fit(given)) {
      case KEPT -> true;
      case BROKEN -> false;
      case UP_TO_THE_OWNER -> isOwn(rule.argument(), given, caller);
    };
  }

  /** What does not exist is nobody's, so that the refusal does not tell whether it does. */
  private boolean isOwn(String argument, JsonNode given, Caller caller) {
    var owner = owners.get(argument);
    return owner != null && caller.id() != null && caller.id().equals(owner.of(given.asText()));
  }

  private Denied denied(ArgumentRule rule, Caller caller) {
    var free = unbound.apply(rule.argument());
    var sentence =
        "%s must be %s for your role, by %s; not bound by it: %s"
            .formatted(
                rule.argument(),
                rule.told(),
                rule.rule(),
                free.isEmpty() ? "nobody" : String.join(", ", free));
    return new Denied(
        REASON,
        rule instanceof ArgumentRule.Self && caller.id() == null
            ? sentence + ". Your token has no id claim, so nothing is your own"
            : sentence,
        free);
  }
}
