package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.ArgumentRule;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.mcp.schema.Json;
import java.math.BigDecimal;
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

  /** Null when they keep to every rule. Decoded first, so that there is one spelling of a value. */
  @Nullable Denied broken(Record arguments, Caller caller) {
    if (rules.isEmpty()) {
      return null;
    }
    JsonNode canonical = Json.mapper().valueToTree(arguments);
    for (var rule : rules) {
      if (!keeps(rule, canonical.path(rule.argument()), caller)) {
        var free = unbound.apply(rule.argument());
        return new Denied(
            REASON,
            "%s %s, by %s; not bound by it: %s"
                .formatted(
                    rule.argument(),
                    wanted(rule, caller),
                    rule.rule(),
                    free.isEmpty() ? "nobody" : String.join(", ", free)),
            free);
      }
    }
    return null;
  }

  private boolean keeps(ArgumentRule rule, JsonNode given, Caller caller) {
    if (given.isArray()) {
      for (var each : given) {
        if (!keeps(rule, each, caller)) {
          return false;
        }
      }
      return !given.isEmpty();
    }
    if (!given.isValueNode() || given.isNull()) {
      return false;
    }
    return switch (rule) {
      case ArgumentRule.OneOf(var _, var values, var _) ->
          values.stream().anyMatch(value -> isSame(given, value));
      case ArgumentRule.Between(var _, var min, var max, var _) ->
          given.isNumber() && isBetween(given.decimalValue(), min, max);
      case ArgumentRule.Self(var argument, var _) -> isOwn(argument, given, caller);
    };
  }

  private static boolean isSame(JsonNode given, String value) {
    if (!given.isNumber()) {
      return given.asText().equals(value);
    }
    try {
      return given.decimalValue().compareTo(new BigDecimal(value)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isBetween(
      BigDecimal given, @Nullable BigDecimal min, @Nullable BigDecimal max) {
    return (min == null || given.compareTo(min) >= 0) && (max == null || given.compareTo(max) <= 0);
  }

  /** What does not exist is nobody's, so that the refusal does not tell whether it does. */
  private boolean isOwn(String argument, JsonNode given, Caller caller) {
    var owner = owners.get(argument);
    return owner != null && caller.id() != null && caller.id().equals(owner.of(given.asText()));
  }

  private static String wanted(ArgumentRule rule, Caller caller) {
    return switch (rule) {
      case ArgumentRule.OneOf(var _, var values, var _) ->
          "must be one of " + String.join(", ", values) + " for your role";
      case ArgumentRule.Between(var _, var min, var max, var _) ->
          "must be a number "
              + (min == null ? "" : "from " + min.toPlainString() + " ")
              + (max == null ? "" : "up to " + max.toPlainString() + " ")
              + "for your role";
      case ArgumentRule.Self _ ->
          caller.id() == null
              ? "must be your own, and your token has no id claim that would tell what is"
              : "must be your own for your role";
    };
  }
}
