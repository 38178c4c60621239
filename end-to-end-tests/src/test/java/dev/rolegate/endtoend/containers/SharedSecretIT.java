package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code TOKEN_ALGORITHM=HS256 docker compose up}: one secret for all, made by nobody by hand. */
class SharedSecretIT {
  private static final String SECRET = "/data/shared/hs256.key";

  private static final Compose compose = Compose.project().set("TOKEN_ALGORITHM", "HS256");

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

  @Test
  void theSecretIsOneFileThatOnlyTheServicesCanRead() {
    var made = compose.bash("token-service", "stat -c '%a %u' " + SECRET + "; sha256sum " + SECRET);
    assertThat(made).startsWith("600 10001\n");
    for (var server : Server.values()) {
      var service = server + "-mcp-server";
      assertThat(compose.bash(service, "stat -c '%a %u' " + SECRET + "; sha256sum " + SECRET))
          .as(service)
          .isEqualTo(made);
      assertThat(compose.bash(service, "(: >/data/shared/x) 2>&1 || true"))
          .as(service)
          .endsWith("Read-only file system");
    }
  }

  @Test
  void withoutDemoNoDemoSecretWorksButTokensFromBeforeDo() {
    var token = compose.token(DemoClient.CAROL);
    compose.set("DEMO", "false").up();
    for (var client : DemoClient.values()) {
      assertThat(compose.askForToken(client).status()).as(client.id()).isEqualTo(401);
    }
    Streamable.open(compose.url(Server.HR), token).close();
    compose.set("DEMO", "true").up();
  }
}
