package dev.rolegate.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One tool of one server, as the agent offers it.
 *
 * @param name unique among all: the server's name for it, or {@code SERVER_TOOL} where two collide
 * @param server the name of the server, for example {@code hr}
 * @param tool the server's own name for it
 * @param title for people
 * @param inputSchema JSON Schema of its arguments, an object
 */
public record AgentTool(
    String name,
    String server,
    String tool,
    String title,
    String description,
    ObjectNode inputSchema,
    Effect effect) {

  /** Who must be asked before it is called. */
  public enum Effect {
    /** It changes nothing ({@code readOnlyHint}): nobody. */
    READS,
    /**
     * It changes something, and its server asks a person for itself, by elicitation or through an
     * approver: the server says so in {@code _meta} of the tool ({@code
     * dev.rolegate/confirmation}).
     */
    SERVER_ASKS,
    /** It may change something, and nobody but the agent asks. */
    WRITES
  }
}
