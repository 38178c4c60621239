package dev.rolegate.mcp;

import dev.rolegate.auth.config.Env;
import dev.rolegate.database.Database;
import dev.rolegate.hr.HrServerTools;
import dev.rolegate.mcp.protocol.Message;
import dev.rolegate.mcp.protocol.Requests;
import dev.rolegate.mcp.transport.StreamableHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * The HR server with a hole: its lists are right, but one tool runs for whoever calls it. Its calls
 * are answered by a second HR server that nobody reaches, whose policy allows the tool to all.
 */
public final class HoleyServer implements AutoCloseable {
  private final McpService behind;
  private final McpService service;

  private HoleyServer(McpService behind, McpService service) {
    this.behind = behind;
    this.service = service;
  }

  /**
   * Starts it in the place of the right one.
   *
   * @param folder for what the second server keeps
   */
  public static HoleyServer start(Map<String, String> env, String tool, Path folder)
      throws IOException {
    var lax = new HashMap<>(env);
    var policy = Files.readString(Path.of(env.getOrDefault("POLICY_FILE", "")));
    lax.put(
        "POLICY_FILE", Files.writeString(folder.resolve("lax.yaml"), lax(policy, tool)).toString());
    lax.put("DATA_DIR", folder.toString());
    lax.put("PORT", "0");
    lax.put("REVOCATION_GRACE", "off");
    var unguarded = new AtomicReference<Requests>();
    var behind =
        start(
            lax,
            requests -> {
              unguarded.set(requests);
              return requests;
            });
    var service = start(env, requests -> around(requests, unguarded.get(), tool));
    return new HoleyServer(behind, service);
  }

  public int port() {
    return service.port();
  }

  @Override
  public void close() {
    service.close();
    behind.close();
  }

  private static McpService start(Map<String, String> env, UnaryOperator<Requests> around) {
    var config = McpServiceConfig.from(Env.of(env), "hr", 8001);
    var database = Database.open(config.database());
    var tools = HrServerTools.all(database, Clock.systemUTC());
    return McpService.start(
        config, database, Clock.systemUTC(), tools, StreamableHttp.PATIENCE, around);
  }

  private static Requests around(Requests right, Requests unguarded, String tool) {
    return (request, caller, requestId, client) ->
        isCallOf(request, tool)
            ? unguarded.answer(request, caller, requestId, client)
            : right.answer(request, caller, requestId, client);
  }

  private static boolean isCallOf(Message.Request request, String tool) {
    return request.method().equals("tools/call")
        && request.params().path("name").asText().equals(tool);
  }

  private static String lax(String policy, String tool) {
    return policy.replaceFirst(
        "(" + tool + ": +\\{allow: )\\[Manager]", "$1[Manager, AssistantManager, Officer]");
  }
}
