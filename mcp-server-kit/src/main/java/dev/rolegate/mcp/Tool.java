package dev.rolegate.mcp;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One tool: its name and texts, the record of its arguments, the record of its result, and what it
 * does. Made by {@link #reading}, {@link #adding} or {@link #changing}, so that the hints are
 * honest.
 *
 * @param arguments the record that is its whole input contract
 * @param result the record that is its whole output contract
 * @param effect what it does to data
 * @param owners whose it is that an argument names, by the argument's name
 * @param openWorld whether it asks somebody outside the house
 */
public record Tool<A extends Record, R extends Record>(
    String name,
    String title,
    String description,
    Class<A> arguments,
    Class<R> result,
    Effect effect,
    Work<A, R> work,
    Map<String, Owner> owners,
    boolean openWorld) {

  public Tool {
    owners = Map.copyOf(owners);
  }

  private Tool(
      String name,
      String title,
      String description,
      Class<A> arguments,
      Class<R> result,
      Effect effect,
      Work<A, R> work) {
    this(name, title, description, arguments, result, effect, work, Map.of(), false);
  }

  /**
   * The same, of which the policy may say that an argument names only what is the caller's own.
   *
   * @param argument its name in JSON
   */
  public Tool<A, R> owning(String argument, Owner owner) {
    var more = new HashMap<>(owners);
    more.put(argument, owner);
    return new Tool<>(name, title, description, arguments, result, effect, work, more, openWorld);
  }

  /** The same, which asks somebody outside the house: {@code openWorldHint: true}. */
  public Tool<A, R> openToTheWorld() {
    return new Tool<>(name, title, description, arguments, result, effect, work, owners, true);
  }

  /** Tells whose something is. Implementations are thread-safe and may block. */
  @FunctionalInterface
  public interface Owner {
    /** The id claim of the owner of what an argument names; null: there is none, or no such. */
    @Nullable String of(String value);
  }

  /** What a tool does to data; becomes the MCP hints. */
  public enum Effect {
    /** Changes nothing: {@code readOnlyHint: true}. */
    READS,
    /** Only adds: {@code readOnlyHint: false, destructiveHint: false}. */
    ADDS,
    /** Changes what was there: {@code readOnlyHint: false, destructiveHint: true}. */
    CHANGES
  }

  /** What a tool does; runs on a virtual thread, may block. */
  public sealed interface Work<A extends Record, R extends Record> {
    /** Changes nothing, and opens what it reads itself. */
    record Reads<A extends Record, R extends Record>(Body<A, R> body) implements Work<A, R> {}

    /** Changes data, in a transaction that the kit begins and ends. */
    record Writes<A extends Record, R extends Record>(Write<A, R> body, Before<A, R> before)
        implements Work<A, R> {}
  }

  /** What a tool that reads does. */
  @FunctionalInterface
  public interface Body<A extends Record, R extends Record> {
    /** An exception that leaves here is our bug: the caller sees only a request id. */
    Outcome<R> run(A arguments, Call call);
  }

  /**
   * What a tool that writes does. It is run to show what would change, and undone; once somebody
   * said yes it is run again. So it reaches nothing but the database.
   */
  @FunctionalInterface
  public interface Write<A extends Record, R extends Record> {
    /**
     * An exception that leaves here is our bug: the caller sees only a request id.
     *
     * @param handle of the transaction; it is undone unless the outcome is {@link Outcome.Done}
     */
    Outcome<R> run(A arguments, Call call, Handle handle);
  }

  /** What the result of a tool that writes would have been before it wrote. */
  @FunctionalInterface
  public interface Before<A extends Record, R extends Record> {
    /** Null: there was nothing. */
    @Nullable R of(A arguments, Handle handle);
  }

  /** A tool that changes nothing. */
  public static <A extends Record, R extends Record> Tool<A, R> reading(
      String name,
      String title,
      String description,
      Class<A> arguments,
      Class<R> result,
      Body<A, R> body) {
    return new Tool<>(
        name, title, description, arguments, result, Effect.READS, new Work.Reads<>(body));
  }

  /** A tool that only adds. */
  public static <A extends Record, R extends Record> Tool<A, R> adding(
      String name,
      String title,
      String description,
      Class<A> arguments,
      Class<R> result,
      Write<A, R> body) {
    return new Tool<>(
        name,
        title,
        description,
        arguments,
        result,
        Effect.ADDS,
        new Work.Writes<>(body, (_, _) -> null));
  }

  /** A tool that changes or ends what was there. */
  public static <A extends Record, R extends Record> Tool<A, R> changing(
      String name,
      String title,
      String description,
      Class<A> arguments,
      Class<R> result,
      Before<A, R> before,
      Write<A, R> body) {
    return new Tool<>(
        name,
        title,
        description,
        arguments,
        result,
        Effect.CHANGES,
        new Work.Writes<>(body, before));
  }
}
