package dev.rolegate.database;

import dev.rolegate.auth.config.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Both databases, for tests that must pass on each: {@code @ParameterizedTest @EnumSource void
 * rule(Databases engine, @TempDir Path folder)}. Where PostgreSQL cannot start, its tests are
 * skipped and say why.
 */
public enum Databases {
  SQLITE {
    @Override
    public DatabaseConfig fresh(String service, Path folder) {
      return DatabaseConfig.sqlite(service, folder.resolve(UUID.randomUUID().toString()));
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseConfig fresh(String service, Path folder) {
      var server = Server.ONLY.started();
      var name = "t" + UUID.randomUUID().toString().replace("-", "");
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return new DatabaseConfig(
          service,
          folder,
          "jdbc:postgresql://localhost:" + server.getPort() + "/" + name,
          "postgres",
          Secret.of("postgres"));
    }
  };

  /**
   * Where a new, empty database is; it can be opened, closed and opened again.
   *
   * @param folder temporary, deleted by the test
   */
  public abstract DatabaseConfig fresh(String service, Path folder);

  /** A new database, opened and migrated. */
  public final Database open(String service, Path folder) {
    return Database.open(fresh(service, folder));
  }

  /** One PostgreSQL for the JVM, started by the first test that asks; it stops with the JVM. */
  private static final class Server {
    private static final Server ONLY = new Server();

    private final @Nullable EmbeddedPostgres postgres;
    private final String why;

    private Server() {
      EmbeddedPostgres started = null;
      var reason = "";
      try {
        started = EmbeddedPostgres.builder().start();
      } catch (IOException | RuntimeException e) {
        reason = "PostgreSQL cannot start here, its tests are skipped: " + e;
        System.err.println(reason);
      }
      this.postgres = started;
      this.why = reason;
    }

    EmbeddedPostgres started() {
      return postgres != null ? postgres : Assumptions.abort(why);
    }
  }
}
