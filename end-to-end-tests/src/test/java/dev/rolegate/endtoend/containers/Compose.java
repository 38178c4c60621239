package dev.rolegate.endtoend.containers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Server;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The project's own {@code docker-compose.yml} on free ports, under a project name of its own, so
 * that nobody's containers and volumes are touched.
 */
final class Compose implements AutoCloseable {
  static final List<String> SERVICES =
      List.of("token-service", "hr-mcp-server", "project-mcp-server", "crm-mcp-server");
  private static final String PROJECT = "rolegate-container-tests";

  private final Map<String, String> environment = new HashMap<>();
  private final Addresses addresses = Addresses.real();
  private final List<String> files;

  private Compose(List<String> files) {
    this.files = files;
    environment.put("TOKEN_SERVICE_PORT", Integer.toString(addresses.tokenPort()));
    addresses
        .ports()
        .forEach((server, port) -> environment.put(server.name() + "_PORT", port.toString()));
    var management = Addresses.freePorts(Server.values().length).iterator();
    for (var server : Server.values()) {
      environment.put(server.name() + "_MANAGEMENT_PORT", management.next().toString());
    }
  }

  /** Nothing runs yet; what an earlier run that was killed left is taken away. */
  static Compose project(String... overrides) {
    var files = new ArrayList<>(List.of("docker-compose.yml"));
    files.addAll(List.of(overrides));
    var compose = new Compose(List.copyOf(files));
    compose.close();
    return compose;
  }

  /** Sets a variable, as a caller of {@code docker compose} would, from the next {@link #up} on. */
  Compose set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Builds what is not built, starts, and waits until every service is healthy. */
  Compose up() {
    try {
      compose("up", "--detach", "--build", "--wait");
      return this;
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + compose("logs", "--tail", "40"), e);
    }
  }

  /** Runs the operator's command before anything is up, as the page of the API keys says. */
  String rolegate(String... words) {
    var command =
        new ArrayList<>(
            List.of(
                "run",
                "--rm",
                "--no-deps",
                "--build",
                "--no-TTY",
                "--entrypoint",
                "rolegate",
                "token-service"));
    command.addAll(List.of(words));
    return compose(command.toArray(String[]::new));
  }

  /** Takes the containers away; the data stays. */
  void down() {
    compose("down");
  }

  /** Takes containers and data away. */
  @Override
  public void close() {
    compose("down", "--volumes", "--remove-orphans");
  }

  /** Begins to stop a service, as {@code docker compose stop} does. */
  Process stopping(String service) {
    return Docker.start(environment, command("stop", service));
  }

  /** Runs a bash command in a service's container, as its user; what it prints. */
  String bash(String service, String script) {
    return compose("exec", "-T", service, "bash", "-c", script).strip();
  }

  /** The names of the variables that a service gets from the file, set or passed on. */
  Set<String> environmentOf(String service) {
    var config = Json.parse(compose("config", "--format", "json"));
    var names = new TreeSet<String>();
    config.at("/services/" + service + "/environment").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What the engine knows about a service's container, also of one that has ended. */
  JsonNode inspect(String service) {
    return Docker.inspect(compose("ps", "--all", "--quiet", service).strip());
  }

  URI url(Server server) {
    return URI.create(addresses.publicUrl(server));
  }

  /** Where people release changes, published beside the server itself. */
  URI approvals(Server server) {
    return URI.create(
        "http://localhost:" + environment.get(server.name() + "_MANAGEMENT_PORT") + "/approvals");
  }

  /** The token of a demo approver, for one server. */
  String approverToken(String account, Server server) {
    var answer =
        Http.post(
            URI.create(addresses.issuer() + "/approvers/token"),
            "{\"account\":\"%1$s\",\"password\":\"%1$s-approver\",\"server\":\"%2$s\"}"
                .formatted(account, server),
            "Content-Type: application/json");
    if (answer.status() != 200) {
      throw new AssertionError("no sign-in for " + account + ": " + answer);
    }
    return answer.json().get("token").asText();
  }

  /** A demo client asks for a token for all its servers. */
  Answer askForToken(DemoClient client) {
    return Http.post(
        URI.create(addresses.issuer() + "/token"),
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(client.id(), client.secret()),
        "Content-Type: application/x-www-form-urlencoded");
  }

  String token(DemoClient client) {
    var answer = askForToken(client);
    if (answer.status() != 200) {
      throw new AssertionError("no token for " + client + ": " + answer);
    }
    return answer.json().get("access_token").asText();
  }

  private String compose(String... words) {
    return Docker.run(environment, command(words));
  }

  private List<String> command(String... words) {
    // Without a developer's .env.
    var command =
        new ArrayList<>(
            List.of("docker", "compose", "--env-file", "/dev/null", "--project-name", PROJECT));
    for (var file : files) {
      command.addAll(List.of("--file", file));
    }
    command.addAll(List.of(words));
    return command;
  }
}
