package dev.rolegate.endtoend.attack;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.MovableClock;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Server;
import dev.rolegate.mcp.McpService;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** An hr server that takes its keys from anywhere a test likes. */
final class LoneServer implements AutoCloseable {
  private final McpService service;
  private final Path data;
  private final TestTokens tokens;

  LoneServer(Path data, String jwksUrl, TestTokens tokens, MovableClock clock) {
    this.data = data;
    this.tokens = tokens;
    this.service =
        Server.HR.start(
            Env.of(
                Map.of(
                    "PORT",
                    "0",
                    "MANAGEMENT_PORT",
                    "0",
                    "DATA_DIR",
                    data.toString(),
                    "POLICY_FILE",
                    Repository.file("access-policy.yaml").toString(),
                    "JWKS_URL",
                    jwksUrl,
                    "RATE_LIMIT_TOOL_CALLS",
                    Deployment.UNHINDERED,
                    "REVOCATION_GRACE",
                    "off")),
            clock);
  }

  /** With a canary whose token these keys verify. */
  Target target() {
    return new Target(
        URI.create("http://localhost:" + service.port()),
        new AuditFile(data.resolve("hr").resolve("audit.jsonl")),
        Server.HR.readTool(),
        tokens,
        TestTokens.AUDIENCE);
  }

  @Override
  public void close() {
    service.close();
  }
}
