package dev.rolegate.agent;

import java.util.List;

/** How the agent stands with one server. */
public sealed interface ServerState {
  /** The name in the policy, for example {@code hr}. */
  String name();

  /**
   * It answers.
   *
   * @param url its canonical URI
   */
  record Joined(String name, String url, List<AgentTool> tools) implements ServerState {
    public Joined {
      tools = List.copyOf(tools);
    }
  }

  /** The caller is not admitted; a sentence says why. It may hold what others wrote. */
  record NotPermitted(String name, String why) implements ServerState {}

  /** It is permitted but cannot be used now; a sentence says why. It is tried again when asked. */
  record Down(String name, String url, String why) implements ServerState {}
}
