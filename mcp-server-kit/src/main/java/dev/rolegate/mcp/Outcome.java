package dev.rolegate.mcp;

import java.util.List;

/** What came of a tool's work. An expected failure is a value, not an exception. */
public sealed interface Outcome<R extends Record> {
  /** It was done; the result is encoded as text and as structured content. */
  record Done<R extends Record>(R result) implements Outcome<R> {}

  /** It was refused; every problem is one sentence that says what to do ({@code isError}). */
  record Refused<R extends Record>(List<String> problems) implements Outcome<R> {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  static <R extends Record> Outcome<R> done(R result) {
    return new Done<>(result);
  }

  static <R extends Record> Outcome<R> refused(String problem) {
    return new Refused<>(List.of(problem));
  }

  static <R extends Record> Outcome<R> refused(List<String> problems) {
    return new Refused<>(problems);
  }
}
