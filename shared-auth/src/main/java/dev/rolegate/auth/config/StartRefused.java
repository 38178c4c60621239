package dev.rolegate.auth.config;

import java.util.List;

/**
 * The service must not start; lists every problem at once. {@code main} exits with code 2. Not
 * final: a refused policy file is a refused start that names lines.
 */
public class StartRefused extends RuntimeException {
  private final List<String> problems;

  public StartRefused(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public StartRefused(String problem) {
    this(List.of(problem));
  }

  /** One sentence each: the setting, what is wrong, what to do. */
  public final List<String> problems() {
    return problems;
  }
}
