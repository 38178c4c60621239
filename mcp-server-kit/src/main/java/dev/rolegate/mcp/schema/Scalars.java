package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.text.OneLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value that has no parts. */
final class Scalars {
  /** What came of reading. */
  sealed interface Reading {
    record Is(Object value) implements Reading {}

    /** Why it does not fit, after "which"; null when that is plain to see. */
    record IsNot(@Nullable String why) implements Reading {}
  }

  private static final Reading.IsNot NOT = new Reading.IsNot(null);
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2200;
  private static final int LONGEST_TIME = 40;
  private static final int CENTS = 2;

  /** Beyond every range, and small enough to calculate with. */
  private static final int MOST_DIGITS = 40;

  private Scalars() {}

  static Reading read(JsonNode node, Shape shape) {
    return switch (shape) {
      case Shape.Text text -> node.isTextual() ? text(node.textValue(), text) : NOT;
      case Shape.Whole whole -> whole(node, whole);
      case Shape.Decimal decimal -> decimal(node, decimal);
      case Shape.Flag() -> node.isBoolean() ? new Reading.Is(node.booleanValue()) : NOT;
      case Shape.Choice(var constants, var _) -> {
        var constant = node.isTextual() ? constants.get(node.textValue()) : null;
        yield constant == null ? NOT : new Reading.Is(constant);
      }
      case Shape.Day() -> node.isTextual() ? day(node.textValue()) : NOT;
      case Shape.Moment() -> node.isTextual() ? moment(node.textValue()) : NOT;
      case Shape.Many _, Shape.ByName _, Shape.Members _ -> NOT;
    };
  }

  /** What came, bounded and harmless, for a person or a model to recognise. */
  static String seen(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.textValue().isEmpty() ? "empty" : OneLine.quoted(node.textValue());
      case NUMBER, BOOLEAN -> OneLine.of(node.asText(), 40);
      case OBJECT, POJO -> "an object";
      case ARRAY -> "a list";
      case NULL, MISSING, BINARY -> "null";
    };
  }

  private static Reading text(String raw, Shape.Text shape) {
    var text = stripped(raw);
    var wrong = Characters.wrongWith(text, shape.severalLines());
    if (wrong != null) {
      return new Reading.IsNot(wrong);
    }
    var length = shape.length();
    var count = text.codePointCount(0, text.length());
    if (length != null && !length.hold(BigDecimal.valueOf(count))) {
      return raw.isEmpty()
          ? NOT
          : new Reading.IsNot("has " + count + " characters instead of " + length);
    }
    var pattern = shape.pattern();
    return pattern == null || pattern.matcher(text).matches() ? new Reading.Is(text) : NOT;
  }

  /** Unlike {@code strip()} it knows the no-break spaces, which come with what is pasted. */
  private static String stripped(String raw) {
    var from = 0;
    var to = raw.length();
    while (from < to && isSpace(raw.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(raw.charAt(to - 1))) {
      to--;
    }
    return raw.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static Reading whole(JsonNode node, Shape.Whole shape) {
    var number = number(node);
    if (number == null || number.stripTrailingZeros().scale() > 0) {
      return NOT;
    }
    if (!shape.range().hold(number)) {
      return new Reading.IsNot("is not from " + shape.range());
    }
    return shape.wide()
        ? new Reading.Is(number.longValueExact())
        : new Reading.Is(number.intValueExact());
  }

  private static Reading decimal(JsonNode node, Shape.Decimal shape) {
    var number = number(node);
    if (number == null) {
      return NOT;
    }
    if (!shape.range().hold(number)) {
      return new Reading.IsNot("is not from " + shape.range());
    }
    if (!shape.money()) {
      return new Reading.Is(number.doubleValue());
    }
    return number.stripTrailingZeros().scale() > CENTS
        ? NOT
        : new Reading.Is(number.setScale(CENTS, RoundingMode.UNNECESSARY));
  }

  /** The number, or null when it is none or has more digits than anything here. */
  private static @Nullable BigDecimal number(JsonNode node) {
    if (!node.isNumber()
        || (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue()))) {
      return null;
    }
    var number = node.decimalValue();
    return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS
        ? number
        : null;
  }

  private static Reading day(String text) {
    if (!DAY.matcher(text).matches()) {
      return NOT;
    }
    try {
      var day = LocalDate.parse(text);
      return isNear(day) ? new Reading.Is(day) : NOT;
    } catch (DateTimeException e) {
      return new Reading.IsNot("is not in the calendar");
    }
  }

  private static Reading moment(String text) {
    if (text.length() > LONGEST_TIME) {
      return NOT;
    }
    try {
      Instant moment = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
      return isNear(LocalDate.ofInstant(moment, ZoneOffset.UTC)) ? new Reading.Is(moment) : NOT;
    } catch (DateTimeException e) {
      return NOT;
    }
  }

  private static boolean isNear(LocalDate day) {
    return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
  }
}
