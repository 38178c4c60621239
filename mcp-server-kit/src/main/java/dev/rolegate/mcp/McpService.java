package dev.rolegate.mcp;

import dev.rolegate.auth.ToolShape;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.change.Approvals;
import dev.rolegate.mcp.change.Changes;
import dev.rolegate.mcp.protocol.Requests;
import dev.rolegate.mcp.transport.StreamableHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running MCP server: the tools of one domain behind the gate. Thread-safe. */
public final class McpService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(McpService.class);

  private final HttpService http;
  private final List<ToolShape> shapes;
  private final Changes changes;
  private final List<AutoCloseable> behind;

  private McpService(
      HttpService http, List<ToolShape> shapes, Changes changes, List<AutoCloseable> behind) {
    this.http = http;
    this.shapes = shapes;
    this.changes = changes;
    this.behind = behind;
  }

  /**
   * Starts serving.
   *
   * @param database closed when the service closes, or cannot start; health asks it
   * @throws dev.rolegate.auth.config.StartRefused when policy and tools do not match, or a port is
   *     taken
   */
  public static McpService start(
      McpServiceConfig config, Database database, Clock clock, List<Tool<?, ?>> tools) {
    return start(config, database, clock, tools, StreamableHttp.PATIENCE);
  }

  /** The same with another patience for people who are asked. */
  static McpService start(
      McpServiceConfig config,
      Database database,
      Clock clock,
      List<Tool<?, ?>> tools,
      Duration patience) {
    return start(config, database, clock, tools, patience, UnaryOperator.identity());
  }

  /** The same with something around every request: for a test of what finds a hole. */
  static McpService start(
      McpServiceConfig config,
      Database database,
      Clock clock,
      List<Tool<?, ?>> tools,
      Duration patience,
      UnaryOperator<Requests> around) {
    var behind = new ArrayList<AutoCloseable>(List.of(database));
    try {
      var parts = ServerParts.open(config, database, clock, tools, behind);
      var http = ServerServing.start(config, clock, parts, patience, around, behind);
      parts.follow();
      return new McpService(http, parts.toolbox().shapes(), parts.changes(), behind);
    } catch (RuntimeException | Error e) {
      closeAll(behind);
      throw e;
    }
  }

  /** What approvers see and do there. */
  Approvals approvals() {
    return changes;
  }

  /** The port it really listens on. */
  public int port() {
    return http.port();
  }

  /** The management port it really listens on. */
  public int managementPort() {
    return http.managementPort();
  }

  /** What a policy may say of its tools. */
  public List<ToolShape> shapes() {
    return shapes;
  }

  /** Stops once the requests in flight have ended. Further calls do nothing. */
  @Override
  public void close() {
    http.close();
    closeAll(behind);
  }

  /** The last opened first. */
  private static void closeAll(List<AutoCloseable> parts) {
    for (var part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        log.error("a part of the service did not close", e);
      }
    }
  }
}
