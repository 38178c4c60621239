package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The token service hangs: it holds its connections and answers nothing (SIGSTOP, CRASH-014 of the
 * attack cases).
 */
class FrozenTokenServiceTest {
  @Test
  void serversGoOnAndTheKeyIsTheSameAfterwards(@TempDir Path data) throws Exception {
    try (var tokenService =
        ServiceProcess.start(dev.rolegate.token.Main.class, data, Map.of("DEMO", "true"))) {
      var jwks = tokenService.url().resolve("/.well-known/jwks.json");
      var keys = Http.get(jwks).json();
      try (var hr = Server.HR.start(Env.of(environment(data, jwks)), Clock.systemUTC())) {
        var url = URI.create("http://localhost:" + hr.port());
        assertWorks(url, token(tokenService));
        var neverSeen = token(tokenService);
        tokenService.signal("STOP");
        try {
          assertWorks(url, neverSeen);
        } finally {
          tokenService.signal("CONT");
        }
        assertThat(Http.get(jwks).json()).isEqualTo(keys);
        assertWorks(url, token(tokenService));
      }
    }
  }

  private static Map<String, String> environment(Path data, URI jwks) {
    return Map.of(
        "PORT", "0",
        "MANAGEMENT_PORT", "0",
        "DATA_DIR", data.toString(),
        "POLICY_FILE", Repository.file("access-policy.yaml").toString(),
        "JWKS_URL", jwks.toString(),
        "REVOCATIONS_URL", jwks.resolve("/internal/revocations").toString());
  }

  private static String token(ServiceProcess tokenService) {
    var body =
        "{\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
            .formatted(DemoClient.ALICE.id(), DemoClient.ALICE.secret());
    return Http.post(tokenService.url().resolve("/token"), body, "Content-Type: application/json")
        .json()
        .get("access_token")
        .asText();
  }

  private static void assertWorks(URI url, String token) {
    try (var session = Streamable.open(url, token)) {
      assertThat(Rpc.isError(session.result(Server.HR.readTool(), "{}"))).isFalse();
    }
  }
}
