package dev.rolegate.hr;

import dev.rolegate.database.Database;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture;
import dev.rolegate.mcp.ToolHarness;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The HR tools over a database with the sample data, on a Wednesday in November 2026. In its JSON
 * {@code '} stands for the quotation mark. Thread-safe.
 */
record HrFixture(Database database, ToolHarness tools) implements DomainFixture {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

  static HrFixture fresh(Databases engine, Path folder) {
    return open(engine.fresh("hr", folder), CLOCK);
  }

  static HrFixture open(DatabaseConfig config) {
    return open(config, CLOCK);
  }

  static HrFixture open(DatabaseConfig config, Clock clock) {
    var database = Database.open(config);
    return new HrFixture(database, new ToolHarness(database, new HrTools(database, clock).all()));
  }
}
