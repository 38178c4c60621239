package dev.rolegate.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The tools of every server that was joined, as one set. Implementations are thread-safe. */
public interface AgentTools {
  /** Those of the servers that answer now, in the order of the servers and of their lists. */
  List<AgentTool> all();

  /**
   * Calls one. Never throws for what a server, the network or a person said: that is an answer that
   * is refused, in words that can be passed on.
   */
  ToolAnswer call(AgentTool tool, ObjectNode arguments);
}
