package dev.rolegate.auth;

import java.util.Map;
import java.util.Set;

/**
 * What a tool has that the lines of a policy may speak of; lines about anything else are refused.
 *
 * @param changes whether it changes data, and so may need confirmation
 * @param arguments by name
 * @param records the kinds of record that stand in its result, by name, such as {@code employee}
 */
public record ToolShape(
    String name, boolean changes, Map<String, Argument> arguments, Map<String, Fields> records) {
  public ToolShape {
    arguments = Map.copyOf(arguments);
    records = Map.copyOf(records);
  }

  /**
   * What may be said of an argument.
   *
   * @param number whether a range makes sense
   * @param values the only values there are; empty: any
   * @param owned whether the server can tell whose thing it names, so that {@code self} makes sense
   */
  public record Argument(boolean number, Set<String> values, boolean owned) {
    public Argument {
      values = Set.copyOf(values);
    }
  }

  /**
   * The fields of a kind of record.
   *
   * @param all the names of all fields
   * @param texts those that hold a text, and so may be masked
   */
  public record Fields(Set<String> all, Set<String> texts) {
    public Fields {
      all = Set.copyOf(all);
      texts = Set.copyOf(texts);
    }
  }
}
