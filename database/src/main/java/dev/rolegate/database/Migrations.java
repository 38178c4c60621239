package dev.rolegate.database;

import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.auth.text.OneLine;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Brings a database to the state that this program expects. */
final class Migrations {
  private final Engine engine;
  private final String service;
  private final List<String> parts;

  Migrations(Engine engine, String service, List<String> parts) {
    this.engine = engine;
    this.service = service;
    this.parts = parts;
  }

  void run() {
    var source = engine.unpooled();
    reach(source);
    try {
      var flyway =
          Flyway.configure()
              .dataSource(source)
              .schemas(engine.schema())
              .locations(locations())
              .failOnMissingLocations(true)
              // a database that a newer program has changed is refused, not guessed at
              .ignoreMigrationPatterns(new String[0])
              .placeholderReplacement(false)
              .loggers("slf4j");
      // One history for database and service, so a later step of the former has an earlier number.
      var done = flyway.outOfOrder(isAnyPassedOver(flyway.load())).load().migrate();
      if (done.migrationsExecuted > 0) {
        LoggerFactory.getLogger(Migrations.class)
            .info("{} database migrated to version {}", service, done.targetSchemaVersion);
      }
    } catch (FlywayException e) {
      var sql = sqlCause(e);
      var refused =
          sql != null
              ? engine.refusal(sql)
              : new StartRefused(
                  "The "
                      + service
                      + " database does not fit this version of the program; use the version that"
                      + " last ran with it, or a newer one ("
                      + OneLine.of(String.valueOf(e.getMessage()), 500)
                      + ")");
      refused.initCause(e);
      throw refused;
    }
  }

  private String[] locations() {
    return Stream.concat(Stream.of("database", service), parts.stream())
        .map("classpath:db/migration/"::concat)
        .toArray(String[]::new);
  }

  private static boolean isAnyPassedOver(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .anyMatch(migration -> migration.getState() == MigrationState.IGNORED);
  }

  private void reach(DataSource source) {
    try (var _ = source.getConnection()) {
      // reached
    } catch (SQLException e) {
      var refused = engine.refusal(e);
      refused.initCause(e);
      throw refused;
    }
  }

  private static @Nullable SQLException sqlCause(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
