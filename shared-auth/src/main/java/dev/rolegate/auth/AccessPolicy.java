package dev.rolegate.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The access policy: which roles a server admits and which of its tools each role may use. One
 * object is asked by the gate, the tool list, the tool call and the discovery documents, so that
 * what is declared and what is enforced cannot drift apart. Deny by default. This class is
 * immutable.
 */
public final class AccessPolicy {
  private AccessPolicy() {}

  /**
   * Reads and validates a policy file.
   *
   * @throws PolicyRefused with every problem, each with its line and column
   */
  public static AccessPolicy load(Path file) {
    throw new PolicyRefused(List.of(file + ": not readable"));
  }

  /** The names of all servers, in the order of the file. */
  public Set<String> servers() {
    return Set.of();
  }

  /** May this role (null: the claim is absent) enter this server? */
  public Decision admission(String server, @Nullable String jobRole) {
    return new Decision.Denied("unknown_server", "", List.of());
  }

  /** May this role use this tool of this server? Asks {@link #admission} first. */
  public Decision toolUse(String server, String tool, @Nullable String jobRole) {
    return new Decision.Denied("unknown_tool", "", List.of());
  }

  /**
   * What does not fit between this policy and the tools that a server really has: a tool that the
   * policy does not list, or a line about a tool that does not exist.
   */
  public List<String> mismatches(String server, Set<String> tools) {
    return List.of();
  }
}
