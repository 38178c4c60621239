package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.SecretText;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Folders;
import dev.rolegate.endtoend.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.Network;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** {@code DATABASE_URL=jdbc:postgresql://… docker compose up}, with a PostgreSQL of its own. */
class PostgresIT {
  private static Network network;
  private static PostgreSQLContainer postgres;
  private static Path folder;
  private static Compose compose;

  @BeforeAll
  static void up() throws Exception {
    network = Network.newNetwork();
    postgres =
        new PostgreSQLContainer("postgres:17")
            .withPassword(UUID.randomUUID().toString())
            .withNetwork(network)
            .withNetworkAliases("database");
    postgres.start();
    folder = Files.createTempDirectory("rolegate-container-tests-");
    var sameNetwork = folder.resolve("network.yml");
    Files.writeString(
        sameNetwork, "networks: {default: {name: %s, external: true}}".formatted(network.getId()));
    var password = folder.resolve("password");
    Files.writeString(password, postgres.getPassword());
    // The container's user is another one; others do not get past the folder.
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("r--r--r--"));
    compose =
        Compose.project(sameNetwork.toString())
            .set("DATABASE_URL", "jdbc:postgresql://database:5432/" + postgres.getDatabaseName())
            .set("DATABASE_USER", postgres.getUsername())
            .set("DATABASE_PASSWORD_FILE", password.toString())
            .set("SECRET_HASH_KEY", SecretText.random())
            .set("KEY_ENCRYPTION_KEY", SecretText.random())
            .up();
  }

  @AfterAll
  static void remove() {
    compose.close();
    postgres.close();
    network.close();
    Folders.delete(folder);
  }

  @ParameterizedTest
  @MethodSource("dev.rolegate.endtoend.containers.Cell#all")
  void theRoleDecides(Cell cell) {
    cell.assertHoldsIn(compose);
  }

  @ParameterizedTest
  @EnumSource
  void theServerKeepsItsDataThereAndNotInAFile(Server server) throws Exception {
    var tables = new ArrayList<String>();
    try (var connection = postgres.createConnection("");
        var found = connection.getMetaData().getTables(null, server.toString(), "%", null)) {
      while (found.next()) {
        tables.add(found.getString("TABLE_NAME"));
      }
    }
    assertThat(tables).isNotEmpty();
    assertThat(compose.bash(server + "-mcp-server", "find /data -name '*.db*'")).isEmpty();
  }

  @Test
  void dataLastsWhenContainersAndVolumesAreGone() {
    Employees.addAda(compose, compose.token(DemoClient.ALICE));
    compose.close();
    compose.up();
    Employees.assertAdaIsThere(compose, compose.token(DemoClient.ALICE));
  }
}
