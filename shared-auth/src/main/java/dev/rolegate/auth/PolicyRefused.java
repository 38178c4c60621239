package dev.rolegate.auth;

import dev.rolegate.auth.config.StartRefused;
import java.util.List;

/** The policy file is unusable; lists every problem, each with file, line and column. */
public final class PolicyRefused extends StartRefused {
  public PolicyRefused(List<String> problems) {
    super(problems);
  }
}
