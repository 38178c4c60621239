package dev.rolegate.auth;

import java.util.List;

/**
 * Who must say yes before a tool changes anything.
 *
 * @param approverRoles whose word counts at {@link Level#OTHER}; empty otherwise
 * @param rule the path of the line of the policy
 */
public record Confirmation(Level level, List<String> approverRoles, String rule) {
  public Confirmation {
    approverRoles = List.copyOf(approverRoles);
  }

  /** The later, the stricter. */
  public enum Level {
    /** Nobody: it runs at once. */
    NONE,
    /** The person at the client through elicitation, or an approver. */
    ASK,
    /** An approver, who may be the person that the client acts for. */
    PERSON,
    /** An approver with another subject and one of the roles that the policy names. */
    OTHER
  }
}
