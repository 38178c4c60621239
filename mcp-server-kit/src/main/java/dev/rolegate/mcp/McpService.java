package dev.rolegate.mcp;

import dev.rolegate.mcp.data.Database;
import java.time.Clock;
import java.util.List;

/** A running MCP server: the tools of one domain behind the gate. Thread-safe. */
public final class McpService implements AutoCloseable {
  private McpService() {}

  /**
   * Starts serving.
   *
   * @param database closed when the service closes; health asks it
   * @throws dev.rolegate.auth.config.StartRefused when policy and tools do not match, or a port is
   *     taken
   */
  public static McpService start(
      McpServiceConfig config, Database database, Clock clock, List<Tool<?, ?>> tools) {
    return new McpService();
  }

  /**
   * Starts a service for {@code main}: a refused start prints every problem and exits with code 2;
   * SIGTERM stops it gracefully.
   */
  public static void run(java.util.function.Supplier<McpService> start) {
    var _ = start.get();
  }

  /** The port it really listens on. */
  public int port() {
    return 0;
  }

  @Override
  public void close() {}
}
