package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** Whether the rule is kept by a value; {@code null} or none given breaks it. */
  Fit fit(JsonNode value);

  /** What may be given, as it ends the sentence "the argument must be …". */
  String told();

  /** Whether arguments keep a rule. */
  enum Fit {
    KEPT,
    BROKEN,
    /** It depends on whose thing the argument names, which only the server can tell. */
    UP_TO_THE_OWNER
  }

  /** One of these values, compared as JSON texts them; numbers by their size. */
  record OneOf(String argument, List<String> values, String rule) implements ArgumentRule {
    public OneOf {
      values = List.copyOf(values);
    }

    @Override
    public Fit fit(JsonNode value) {
      return isOneOf(values, value) ? Fit.KEPT : Fit.BROKEN;
    }

    @Override
    public String told() {
      return values.size() == 1 ? values.getFirst() : "one of " + String.join(", ", values);
    }
  }

  /** A number in this range, both included; null: no bound on that side. */
  record Between(String argument, @Nullable BigDecimal min, @Nullable BigDecimal max, String rule)
      implements ArgumentRule {
    @Override
    public Fit fit(JsonNode value) {
      var number = number(value);
      if (number == null) {
        return Fit.BROKEN;
      }
      var fits =
          (min == null || number.compareTo(min) >= 0)
              && (max == null || number.compareTo(max) <= 0);
      return fits ? Fit.KEPT : Fit.BROKEN;
    }

    @Override
    public String told() {
      if (min == null) {
        return max == null ? "a number" : max.toPlainString() + " or less";
      }
      return max == null
          ? min.toPlainString() + " or more"
          : min.toPlainString() + " to " + max.toPlainString();
    }
  }

  /** What the argument names must be the caller's own: its owner is the caller's id claim. */
  record Self(String argument, String rule) implements ArgumentRule {
    @Override
    public Fit fit(JsonNode value) {
      return value.isMissingNode() || value.isNull() ? Fit.BROKEN : Fit.UP_TO_THE_OWNER;
    }

    @Override
    public String told() {
      return "the caller's own";
    }
  }

  /** Whether a value is one of some: numbers are compared by their size, others as texts. */
  static boolean isOneOf(List<String> values, JsonNode given) {
    var number = number(given);
    if (number != null) {
      return values.stream().anyMatch(value -> isNumber(value, number));
    }
    return given.isValueNode() && !given.isNull() && values.contains(given.asText());
  }

  /** The number, or null: it is none, or none that can be compared. */
  static @Nullable BigDecimal number(JsonNode value) {
    var isEndless = value.isDouble() && !Double.isFinite(value.doubleValue());
    return value.isNumber() && !isEndless ? value.decimalValue() : null;
  }

  // never through a text of the number: 1e999999999 has a billion digits
  private static boolean isNumber(String value, BigDecimal number) {
    try {
      return new BigDecimal(value).compareTo(number) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
