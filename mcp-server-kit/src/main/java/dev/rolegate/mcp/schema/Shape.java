package dev.rolegate.mcp.schema;

import java.lang.invoke.MethodHandle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value may be: the one reading of a record that schema and decoding share. */
sealed interface Shape {

  /**
   * A text without control or invisible characters; several lines only where there is much room.
   *
   * @param length null when the text is not bounded, which only a result may be
   */
  record Text(@Nullable Bounds length, @Nullable Pattern pattern, String form) implements Shape {
    static final int LONGEST_LINE = 500;

    boolean severalLines() {
      return length != null && length.max().intValue() > LONGEST_LINE;
    }
  }

  /** An integer; {@code wide} for a long. */
  record Whole(boolean wide, Bounds range, boolean said) implements Shape {}

  /** A number: money with two decimals, or any double. */
  record Decimal(boolean money, Bounds range, boolean said) implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /**
   * One of an enum's constants, by their names in lower case.
   *
   * @param filters the fields that each asks by, for those that do
   */
  record Choice(Map<String, Object> constants, Map<String, List<String>> filters)
      implements Shape {}

  /** A date. */
  record Day() implements Shape {}

  /** A point in time. */
  record Moment() implements Shape {}

  /** A list; {@code most} is null when it is not bounded, which only a result may be. */
  record Many(Shape item, @Nullable Integer most) implements Shape {}

  /** Values by text keys, only in results. */
  record ByName(Shape value) implements Shape {}

  /**
   * A record; {@code maker} takes all its components as one array.
   *
   * @param kind the record's own name in snake case
   * @param all those that the reader of this shape knows of; there may be more components
   * @param components how many there are
   */
  record Members(String kind, List<Member> all, int components, MethodHandle maker)
      implements Shape {
    Members with(List<Member> fewer) {
      return new Members(kind, List.copyOf(fewer), components, maker);
    }
  }

  /**
   * One component of a record, under its name in JSON.
   *
   * @param at the place of the component
   * @param sources the fields of other records that it asks by, or is computed from
   * @param reader takes the record
   */
  record Member(
      int at,
      String name,
      String description,
      boolean optional,
      Shape shape,
      Sources sources,
      MethodHandle reader) {

    Member with(boolean optional, Shape shape) {
      return new Member(at, name, description, optional, shape, sources, reader);
    }

    /** The component's value; null when it has none. */
    @Nullable Object read(Record record) {
      try {
        return (Object) reader.invokeExact(record);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a record's accessor threw", e);
      }
    }
  }

  /**
   * What a member tells of fields that stand elsewhere.
   *
   * @param filters what an argument asks by
   * @param aggregated what a member of a result is computed from
   * @param count the member beside it that says of how many records; empty: it cannot be said
   * @param ownerId whether it holds the id claim of whose record it is
   */
  record Sources(
      List<String> filters, @Nullable String aggregated, String count, boolean ownerId) {}

  /** Both included. */
  record Bounds(BigDecimal min, BigDecimal max) {
    static Bounds of(double min, double max) {
      return new Bounds(BigDecimal.valueOf(min), BigDecimal.valueOf(max));
    }

    boolean hold(BigDecimal value) {
      return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    @Override
    public String toString() {
      return plain(min) + " to " + plain(max);
    }

    static String plain(BigDecimal value) {
      return value.stripTrailingZeros().toPlainString();
    }
  }

  /** What to give, as the end of "must be". */
  default String wanted() {
    return switch (this) {
      case Text(var length, var pattern, var form) ->
          pattern != null
              ? form
              : length == null ? "a text" : "a text of " + length + " characters";
      case Whole(var _, var range, var said) -> said ? "an integer from " + range : "an integer";
      case Decimal(var money, var range, var said) ->
          (money ? "a number with at most 2 decimals" : "a number")
              + (said ? " from " + range : "");
      case Flag() -> "true or false";
      case Choice(var constants, var _) -> "one of: " + String.join(", ", constants.keySet());
      case Day() -> "a date such as 2026-03-01, from 1900 to 2200";
      case Moment() -> "a time such as 2026-03-01T09:30:00Z, from 1900 to 2200";
      case Many(var item, var most) ->
          "a list" + (most == null ? "" : " of at most " + most) + ", each " + item.wanted();
      case ByName(var value) -> "an object whose members are each " + value.wanted();
      case Members(var _, var all, var _, var _) ->
          "an object with " + String.join(", ", all.stream().map(Member::name).toList());
    };
  }
}
