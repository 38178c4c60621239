package dev.rolegate.endtoend.example;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Env;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Server;
import dev.rolegate.examples.weathertime.Main;
import dev.rolegate.mcp.McpService;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The whole house with the example server beside it, as {@code scripts/up --examples} starts it.
 */
public final class ExampleServer implements AutoCloseable {
  /** Its canonical URI, as it stands in tokens. */
  public static final String RESOURCE = "http://localhost:8004/mcp";

  private final Deployment deployment;
  private final McpService server;

  private ExampleServer(Deployment deployment, McpService server) {
    this.deployment = deployment;
    this.server = server;
  }

  public static ExampleServer start(SigningAlgorithm algorithm) {
    return start(algorithm, Map.of());
  }

  /**
   * With settings beside the usual ones.
   *
   * @param settings of all services
   */
  public static ExampleServer start(SigningAlgorithm algorithm, Map<String, String> settings) {
    var addresses = Addresses.canonical();
    var resources = new ArrayList<String>();
    Arrays.stream(Server.values())
        .forEach(server -> resources.add(server + "=" + addresses.resource(server)));
    resources.add("weather-time=" + RESOURCE);
    var all = new HashMap<>(settings);
    all.put("RESOURCES", String.join(",", resources));
    all.put("POLICY_FILE", Repository.file("examples/access-policy.yaml").toString());
    var deployment = Deployment.start(algorithm, addresses, all);
    try {
      var own = deployment.environment(Server.HR);
      own.put("PUBLIC_URL", "http://localhost:8004");
      return new ExampleServer(deployment, Main.start(Env.of(own), Clock.systemUTC()));
    } catch (RuntimeException | Error e) {
      deployment.close();
      throw e;
    }
  }

  public Deployment deployment() {
    return deployment;
  }

  /** Where it really answers. */
  public URI url() {
    return URI.create("http://localhost:" + server.port());
  }

  /** Its audit. */
  public AuditFile audit() {
    return new AuditFile(deployment.folder().resolve("weather-time").resolve("audit.jsonl"));
  }

  @Override
  public void close() {
    try (deployment) {
      server.close();
    }
  }
}
