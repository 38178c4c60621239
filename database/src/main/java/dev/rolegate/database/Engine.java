package dev.rolegate.database;

import com.zaxxer.hikari.HikariConfig;
import dev.rolegate.auth.config.StartRefused;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What differs between the two databases. */
sealed interface Engine permits SqliteEngine, PostgresEngine {
  /** Makes what must be there before the first connection. */
  void prepare();

  /** The schema that holds the tables. */
  String schema();

  /** For migrations: outside of the pools, without limits of time. */
  DataSource unpooled();

  /** The one connection that writes. */
  HikariConfig writer();

  /** The connections that only read. */
  HikariConfig readers();

  /** The connections for tallies; null: these go the way of other writes. */
  @Nullable HikariConfig talliers();

  /** Runs the work in a transaction that sees one snapshot and changes nothing. */
  <T extends @Nullable Object> T reading(Handle handle, Function<Handle, T> work);

  /** Runs the work in a transaction that no other write overlaps, and commits it durably. */
  <T extends @Nullable Object> T writing(Handle handle, Function<Handle, T> work);

  /** Why it cannot be opened, as a sentence for the operator, without any secret. */
  StartRefused refusal(SQLException cause);
}
