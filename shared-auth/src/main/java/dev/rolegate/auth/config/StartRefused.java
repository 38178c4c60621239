package dev.rolegate.auth.config;

import java.util.List;

/** The service must not start; lists every problem at once. {@code main} exits with code 2. */
public final class StartRefused extends RuntimeException {
  private final List<String> problems;

  public StartRefused(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each: the setting, what is wrong, what to do. */
  public List<String> problems() {
    return problems;
  }
}
