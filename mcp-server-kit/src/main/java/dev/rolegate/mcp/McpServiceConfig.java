package dev.rolegate.mcp;

import dev.rolegate.auth.config.Env;
import dev.rolegate.mcp.data.DatabaseConfig;

/** Everything that an MCP service is told from outside, read once. */
public record McpServiceConfig(String service, DatabaseConfig database) {
  /**
   * Reads and checks the environment.
   *
   * @param service the name in the policy file, for example {@code hr}
   * @throws dev.rolegate.auth.config.StartRefused with every problem
   */
  public static McpServiceConfig from(Env env, String service, int defaultPort) {
    throw new IllegalStateException();
  }
}
