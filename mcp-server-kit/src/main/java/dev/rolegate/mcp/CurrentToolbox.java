package dev.rolegate.mcp;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.auth.config.StartRefused;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools by the policy that is in force. Whoever answers a request asks once, and answers all of
 * it by that one toolbox. Thread-safe.
 */
final class CurrentToolbox {
  private final String server;
  private final OfferedTools tools;
  private final CurrentPolicy policy;
  private volatile Toolbox box;
  private volatile @Nullable Toolbox next;

  /**
   * @throws StartRefused when policy and tools do not match
   */
  CurrentToolbox(String server, CurrentPolicy policy, List<Tool<?, ?>> tools) {
    this.server = server;
    this.tools = new OfferedTools(tools);
    this.policy = policy;
    this.box = new Toolbox(server, policy.get(), this.tools);
  }

  /** The toolbox of now. */
  Toolbox get() {
    var inForce = policy.get();
    var known = box;
    return known.policy() == inForce ? known : renewed(inForce);
  }

  /** What keeps a policy from coming into force here; makes it ready when nothing does. */
  List<String> problems(AccessPolicy candidate) {
    try {
      next = new Toolbox(server, candidate, tools);
      return List.of();
    } catch (StartRefused refused) {
      return refused.problems();
    }
  }

  private synchronized Toolbox renewed(AccessPolicy inForce) {
    if (box.policy() != inForce) {
      var ready = next;
      box =
          ready != null && ready.policy() == inForce ? ready : new Toolbox(server, inForce, tools);
      next = null;
    }
    return box;
  }

  /** The names of all tools. */
  Set<String> names() {
    return Set.copyOf(tools.byName().keySet());
  }

  /** What a policy may say of them. */
  List<ToolShape> shapes() {
    return tools.shapes();
  }
}
