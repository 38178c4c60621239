package dev.rolegate.auth;

import java.util.List;

/** The policy file is unusable; lists every problem. */
public final class PolicyRefused extends RuntimeException {
  private final List<String> problems;

  public PolicyRefused(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem with file, line and column. */
  public List<String> problems() {
    return problems;
  }
}
