package dev.rolegate.crm;

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
 * The CRM tools over a database with the sample data, on a Wednesday in November 2026. In its JSON
 * {@code '} stands for the quotation mark. Thread-safe.
 */
record CrmFixture(Database database, ToolHarness tools) implements DomainFixture {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

  static CrmFixture fresh(Databases engine, Path folder) {
    return open(engine.fresh("crm", folder), CLOCK);
  }

  static CrmFixture open(DatabaseConfig config) {
    return open(config, CLOCK);
  }

  static CrmFixture open(DatabaseConfig config, Clock clock) {
    var database = Database.open(config);
    return new CrmFixture(database, new ToolHarness(database, new CrmTools(database, clock).all()));
  }
}
