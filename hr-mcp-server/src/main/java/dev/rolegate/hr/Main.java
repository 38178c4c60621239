package dev.rolegate.hr;

import dev.rolegate.auth.config.Boot;
import dev.rolegate.auth.config.Env;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.McpService;
import dev.rolegate.mcp.McpServiceConfig;
import java.time.Clock;
import java.time.ZoneId;

/** Starts the HR server. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Boot.run(
        "hr",
        () ->
            start(
                McpServiceConfig.from(Env.system(), "hr", 8001),
                Clock.system(ZoneId.systemDefault())));
  }

  /** The same server for tests, which bring their own configuration and time. */
  public static McpService start(McpServiceConfig config, Clock clock) {
    var database = Database.open(config.database());
    return McpService.start(config, database, clock, new HrTools(database, clock).all());
  }
}
