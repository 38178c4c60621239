package dev.rolegate.mcp;

/**
 * One tool: its name and texts, the record of its arguments, the record of its result, and what it
 * does. Made by {@link #reading}, {@link #adding} or {@link #changing}, so that the hints are
 * honest.
 *
 * @param arguments the record that is its whole input contract
 * @param result the record that is its whole output contract
 * @param effect what it does to data
 */
public record Tool<A extends Record, R extends Record>(
    String name,
    String title,
    String description,
    Class<A> arguments,
    Class<R> result,
    Effect effect,
    Body<A, R> body) {

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
  @FunctionalInterface
  public interface Body<A extends Record, R extends Record> {
    /** An exception that leaves here is our bug: the caller sees only a request id. */
    Outcome<R> run(A arguments, Call call);
  }

  /** A tool that changes nothing. */
  public static <A extends Record, R extends Record> Tool<A, R> reading(
      String name,
      String title,
      String description,
      Class<A> arguments,
      Class<R> result,
      Body<A, R> body) {
    return new Tool<>(name, title, description, arguments, result, Effect.READS, body);
  }

  /** A tool that only adds. */
  public static <A extends Record, R extends Record> Tool<A, R> adding(
      String name,
      String title,
      String description,
      Class<A> arguments,
      Class<R> result,
      Body<A, R> body) {
    return new Tool<>(name, title, description, arguments, result, Effect.ADDS, body);
  }

  /** A tool that changes or ends what was there. */
  public static <A extends Record, R extends Record> Tool<A, R> changing(
      String name,
      String title,
      String description,
      Class<A> arguments,
      Class<R> result,
      Body<A, R> body) {
    return new Tool<>(name, title, description, arguments, result, Effect.CHANGES, body);
  }
}
