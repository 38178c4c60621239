package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code COMPOSE_PROFILES=examples docker compose up}: the example beside the others. */
class ExamplesIT {
  private static final int PORT = Addresses.freePorts(1).getFirst();

  private static final Compose compose =
      Compose.project()
          .set("COMPOSE_PROFILES", "examples")
          .set("API_KEYS_FILE", "/data/shared/api-keys.json")
          .set("WEATHER_TIME_PORT", Integer.toString(PORT))
          .set("WEATHER_TIME_MANAGEMENT_PORT", Addresses.freePorts(1).getFirst().toString());

  private static final Pattern KEY = Pattern.compile("rgk_[0-9a-f]{64}");

  private static String key;

  @BeforeAll
  static void up() {
    // What building says is among it.
    var said =
        compose.rolegate(
            "apikey",
            "add",
            "reports",
            "--sub=reports",
            "--role=Officer",
            "--servers=hr,weather-time",
            "--expires=P1D");
    key = KEY.matcher(said).results().findFirst().orElseThrow().group();
    compose.up();
  }

  @AfterAll
  static void remove() {
    compose.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyClientIsAdmittedToTheExampleAlsoWithoutARole(DemoClient client) {
    try (var session =
        Streamable.open(URI.create("http://localhost:" + PORT), compose.token(client))) {
      var result = session.result("TimeTool", "{'input_timezone':'Europe/Berlin'}");
      assertThat(Rpc.isError(result)).as(result.toString()).isFalse();
      assertThat(Rpc.text(session.result("weather_tool", "{'location':'Berlin'}")))
          .contains("must set OPENWEATHERMAP_API_KEY");
    }
  }

  @Test
  void theOthersAdmitWhomTheyAlwaysDid() {
    new Cell(DemoClient.CAROL, Server.HR).assertHoldsIn(compose);
    new Cell(DemoClient.CAROL, Server.CRM).assertHoldsIn(compose);
    new Cell(DemoClient.TEST_CLIENT, Server.HR).assertHoldsIn(compose);
  }

  /** The file is in the volume that the token service writes and servers read. */
  @Test
  void anApiKeyIsGoodAtItsServersUntilItIsTakenBack() {
    assertThat(status(compose.url(Server.HR))).isEqualTo(200);
    assertThat(status(URI.create("http://localhost:" + PORT))).isEqualTo(200);
    assertThat(status(compose.url(Server.CRM))).isEqualTo(403);
    assertThat(compose.bash("token-service", "rolegate apikey revoke reports"))
        .contains("taken back");
    var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (status(compose.url(Server.HR)) != 401) {
      assertThat(System.nanoTime()).as("still good").isLessThan(end);
    }
  }

  private static int status(URI server) {
    var hello =
        "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
            + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}";
    return Http.post(
            server.resolve("/mcp"),
            hello.replace('\'', '"'),
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "X-API-Key: " + key)
        .status();
  }

  @Test
  void itIsLockedAsTheOthersAre() {
    assertThat(compose.bash("weather-time-mcp-server", "id -u; id -g")).isEqualTo("10001\n10001");
    assertThat(
            compose.bash(
                "weather-time-mcp-server",
                "for d in / /app /opt/java /data /tmp; do"
                    + " if (: >$d/x) 2>/dev/null; then echo $d; rm $d/x; fi; done"))
        .isEqualTo("/data\n/tmp");
    // A key of the example is no other service's business.
    assertThat(compose.environmentOf("hr-mcp-server")).noneMatch(name -> name.contains("WEATHER"));
    assertThat(compose.environmentOf("weather-time-mcp-server"))
        .contains("OPENWEATHERMAP_API_KEY", "OPENWEATHERMAP_API_KEY_FILE", "JWKS_URL");
  }
}
