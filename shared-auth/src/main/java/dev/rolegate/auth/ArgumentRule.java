package dev.rolegate.auth;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a role may give as an argument of a tool. Whoever is bound by a rule must give the argument:
 * left out, it would not be bound at all.
 */
public sealed interface ArgumentRule {
  /** The argument's name. */
  String argument();

  /** The path of the line of the policy. */
  String rule();

  /** One of these values, compared as JSON texts them. */
  record OneOf(String argument, List<String> values, String rule) implements ArgumentRule {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** A number in this range, both included; null: no bound on that side. */
  record Between(String argument, @Nullable BigDecimal min, @Nullable BigDecimal max, String rule)
      implements ArgumentRule {}

  /** What the argument names must be the caller's own: its owner is the caller's id claim. */
  record Self(String argument, String rule) implements ArgumentRule {}
}
