package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Variable;
import dev.rolegate.auth.config.Variable.Readers;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docker compose up} with nothing set: who gets in, what is locked, what lasts. */
class ComposeIT {
  static final Iterable<String> SERVICES = Compose.SERVICES;

  private static final Compose compose = Compose.project();

  @BeforeAll
  static void up() {
    compose.up();
  }

  @AfterAll
  static void remove() {
    compose.close();
  }

  @ParameterizedTest
  @MethodSource("dev.rolegate.endtoend.containers.Cell#all")
  void theRoleDecides(Cell cell) {
    cell.assertHoldsIn(compose);
  }

  /** Set for the caller, or passed on: nothing that a service reads is out of reach. */
  @ParameterizedTest
  @FieldSource("SERVICES")
  void everySettingReachesTheService(String service) {
    // These two are places in the container; the policy is mounted.
    var names = EnumSet.complementOf(EnumSet.of(Variable.DATA_DIR, Variable.POLICY_FILE)).stream();
    var own = service.equals("token-service") ? Readers.TOKEN_SERVICE : Readers.SERVERS;
    var expected =
        names
            .filter(name -> name.readers() == Readers.ALL || name.readers() == own)
            // With RS256 it is a private key; with HS256 the servers' default is the shared file.
            .filter(name -> name != Variable.TOKEN_KEY_FILE || own == Readers.TOKEN_SERVICE)
            .flatMap(name ->
                name.secret()
                    ? Stream.of("", "_FILE").map(name.name()::concat)
                    : Stream.of(name.name()))
            .toList();
    assertThat(compose.environmentOf(service)).containsAll(expected);
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void onlyThePortsOfCallersAndApproversArePublishedAndOnLoopback(String service) {
    var published = compose.inspect(service).get("NetworkSettings").get("Ports");
    var bindings = published.valueStream().flatMap(port -> port.valueStream()).toList();
    assertThat(bindings).hasSize(service.equals("token-service") ? 1 : 2);
    assertThat(bindings)
        .allSatisfy(one -> assertThat(one.get("HostIp").asText()).isEqualTo("127.0.0.1"));
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void theServiceHasNoRights(String service) {
    assertThat(compose.bash(service, "id -u; id -g")).isEqualTo("10001\n10001");
    assertThat(compose.bash(service, "grep -E '^(Uid|Cap(Prm|Eff|Bnd)|NoNewPrivs)' /proc/1/status"))
        .isEqualToNormalizingWhitespace(
            """
            Uid: 10001 10001 10001 10001
            CapPrm: 0000000000000000
            CapEff: 0000000000000000
            CapBnd: 0000000000000000
            NoNewPrivs: 1
            """);
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void onlyTheDataCanBeWritten(String service) {
    var mounts = compose.bash(service, "cat /proc/self/mounts").lines().toList();
    assertThat(mounts).anyMatch(mount -> mount.matches("\\S+ / \\S+ ro(,.*)?"));
    assertThat(mounts).anyMatch(mount -> mount.matches("\\S+ /tmp \\S+ rw,.*noexec.*"));
    assertThat(
            compose.bash(
                service,
                "for d in / /app /app/lib /opt/java /etc /data /tmp; do"
                    + " if (: >$d/x) 2>/dev/null; then echo $d; rm $d/x; fi; done"))
        .isEqualTo("/data\n/tmp");
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void theServiceHasLimits(String service) {
    var host = compose.inspect(service).get("HostConfig");
    assertThat(host.get("Memory").asLong()).isEqualTo(256L * 1024 * 1024);
    assertThat(host.get("PidsLimit").asInt()).isEqualTo(256);
  }

  /** With nothing given: its own port, its own token. */
  @Test
  void anOperatorAsksFromWithinAContainer() {
    var add = "rolegate client add inside --role Officer --reason 'a test' --secret-only";
    assertThat(compose.bash("token-service", add)).matches("[\\w-]{43,}");
    assertThat(compose.bash("token-service", "rolegate client list")).contains("inside");
    assertThat(compose.bash("token-service", "rolegate audit verify token-service"))
        .endsWith("intact");
  }

  /** The keys last as well: a token from before is still good. */
  @Test
  void dataLastsWhenTheContainersAreReplaced() {
    var token = compose.token(DemoClient.ALICE);
    Employees.addAda(compose, token);
    compose.down();
    compose.up();
    Employees.assertAdaIsThere(compose, token);
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeTheServiceStops() throws Exception {
    var body = Json.text(Rpc.request(1, "initialize", Rpc.hello()));
    var head =
        """
        POST /mcp HTTP/1.1
        Host: localhost:%d
        Authorization: Bearer %s
        Content-Type: application/json
        Accept: application/json, text/event-stream
        Content-Length: %d
        Connection: close

        """
            .formatted(
                compose.url(Server.HR).getPort(), compose.token(DemoClient.ALICE), body.length())
            .replace("\n", "\r\n");
    try (var socket = new Socket("localhost", compose.url(Server.HR).getPort())) {
      socket
          .getOutputStream()
          .write((head + body.substring(0, 9)).getBytes(StandardCharsets.US_ASCII));
      // Answered only after the server has taken the request above from the same listener.
      assertThat(isReady()).isTrue();
      var stopping = compose.stopping("hr-mcp-server");
      while (stopping.isAlive() && isReady()) {
        Thread.onSpinWait();
      }
      assertThat(stopping.isAlive()).isTrue();
      socket.getOutputStream().write(body.substring(9).getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"serverInfo\"");
      assertThat(stopping.waitFor()).isZero();
      // By SIGTERM, not by the SIGKILL that follows the grace period (137).
      var state = compose.inspect("hr-mcp-server").get("State");
      assertThat(state.get("ExitCode").asInt()).isEqualTo(143);
    } finally {
      compose.up();
    }
  }

  private static boolean isReady() {
    try {
      return Http.get(compose.url(Server.HR).resolve("/health/ready")).status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
