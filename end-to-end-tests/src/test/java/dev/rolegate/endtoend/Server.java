package dev.rolegate.endtoend;

import dev.rolegate.auth.config.Env;
import dev.rolegate.mcp.McpService;
import dev.rolegate.mcp.McpServiceConfig;
import java.time.Clock;
import java.util.Locale;

/** The three servers, each with a tool that changes nothing and needs no argument. */
public enum Server {
  HR(8001, "get_employee_records"),
  PROJECT(8002, "get_project_tasks"),
  CRM(8003, "get_customer_profiles");

  private final int defaultPort;
  private final String readTool;

  Server(int defaultPort, String readTool) {
    this.defaultPort = defaultPort;
    this.readTool = readTool;
  }

  /** The name in the policy file and in the audit. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int defaultPort() {
    return defaultPort;
  }

  /** Reads only, works without arguments, and is allowed to every admitted role. */
  public String readTool() {
    return readTool;
  }

  public McpService start(Env env, Clock clock) {
    var config = McpServiceConfig.from(env, toString(), defaultPort);
    return switch (this) {
      case HR -> dev.rolegate.hr.Main.start(config, clock);
      case PROJECT -> dev.rolegate.project.Main.start(config, clock);
      case CRM -> dev.rolegate.crm.Main.start(config, clock);
    };
  }
}
