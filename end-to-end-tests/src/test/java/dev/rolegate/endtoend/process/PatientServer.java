package dev.rolegate.endtoend.process;

import dev.rolegate.auth.config.Boot;
import dev.rolegate.auth.config.Env;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.McpService;
import dev.rolegate.mcp.McpServiceConfig;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.Tool;
import dev.rolegate.mcp.schema.Describe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.List;

/** A service whose one tool knocks at a port and waits there until it is let in. */
final class PatientServer {
  static final String POLICY =
      """
      version: 1
      roles: [Manager]
      servers:
        sample:
          admit: [Manager]
          tools:
            knock: {allow: [Manager]}
      """;

  private PatientServer() {}

  public static void main(String[] args) {
    Boot.run("sample", () -> start(Integer.parseInt(args[0])));
  }

  record Nothing() {}

  record Opened(@Describe("What was said at the door") int word) {}

  private static McpService start(int door) {
    var config = McpServiceConfig.from(Env.system(), "sample", 8001);
    var knock =
        Tool.reading(
            "knock",
            "Knock",
            "Waits until somebody opens.",
            Nothing.class,
            Opened.class,
            (_, _) -> Outcome.done(new Opened(knock(door))));
    return McpService.start(
        config, Database.open(config.database()), Clock.systemUTC(), List.of(knock));
  }

  private static int knock(int door) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), door)) {
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
