package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Confirmation.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says about who must say yes to a tool's changes. This class is immutable.
 *
 * @param place of the line, null when there is none
 * @param always what holds whatever the arguments
 * @param when what holds, too, for some arguments
 */
record ConfirmationPolicy(@Nullable Place place, Confirmation always, List<When> when) {
  ConfirmationPolicy {
    when = List.copyOf(when);
  }

  /** The strictest of the lines that these arguments fit. */
  Confirmation of(JsonNode arguments) {
    var strictest = always;
    for (var line : when) {
      if (line.condition.fits(arguments.path(line.argument))) {
        strictest = stricter(strictest, line.confirmation);
      }
    }
    return strictest;
  }

  /** The lines as people read them; none when there is none. */
  List<ConfirmationLine> lines() {
    var lines = new ArrayList<ConfirmationLine>();
    if (firstPlace() != null) {
      lines.add(new ConfirmationLine(null, always));
    }
    for (var line : when) {
      lines.add(
          new ConfirmationLine(line.argument + " " + line.condition.told(), line.confirmation));
    }
    return lines;
  }

  /** Where the file first speaks of it; null: nowhere. */
  @Nullable Place firstPlace() {
    return place != null || when.isEmpty() ? place : when.getFirst().place;
  }

  private static Confirmation stricter(Confirmation one, Confirmation other) {
    if (one.level() == Level.OTHER && other.level() == Level.OTHER) {
      // both must be content with the same person; the reader made sure that there can be one
      var both = one.approverRoles().stream().filter(other.approverRoles()::contains).toList();
      return new Confirmation(Level.OTHER, both, other.rule());
    }
    return one.level().compareTo(other.level()) >= 0 ? one : other;
  }

  /** A line for some values of an argument. */
  record When(
      Place place, String path, String argument, Condition condition, Confirmation confirmation) {

    /** Which values; an argument that is not given fits none. */
    sealed interface Condition {
      boolean fits(JsonNode value);

      /** The condition as a person reads it. */
      String told();
    }

    record Above(BigDecimal bound) implements Condition {
      @Override
      public boolean fits(JsonNode value) {
        var number = ArgumentRule.number(value);
        return isGiven(value) && (number == null || number.compareTo(bound) > 0);
      }

      @Override
      public String told() {
        return "above " + bound.toPlainString();
      }
    }

    record Below(BigDecimal bound) implements Condition {
      @Override
      public boolean fits(JsonNode value) {
        var number = ArgumentRule.number(value);
        return isGiven(value) && (number == null || number.compareTo(bound) < 0);
      }

      @Override
      public String told() {
        return "below " + bound.toPlainString();
      }
    }

    record In(List<String> values) implements Condition {
      public In {
        values = List.copyOf(values);
      }

      @Override
      public boolean fits(JsonNode value) {
        return ArgumentRule.isOneOf(values, value);
      }

      @Override
      public String told() {
        return "one of " + String.join(", ", values);
      }
    }

    /** What no number can be compared with counts as a fit: rather asked once too often. */
    private static boolean isGiven(JsonNode value) {
      return !value.isMissingNode() && !value.isNull();
    }
  }
}
