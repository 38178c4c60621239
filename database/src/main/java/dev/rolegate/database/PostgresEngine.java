package dev.rolegate.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.auth.text.OneLine;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One schema in a PostgreSQL database. Writes of all processes of a service take turns by an
 * advisory lock, so that a rule that is checked before a write still holds after it, as on SQLite,
 * and nothing must be tried again.
 */
final class PostgresEngine implements Engine {
  /** The first half of the lock's key says whose it is: "RGat". */
  private static final int LOCK_SPACE = 0x52476174;

  private final DatabaseConfig config;
  private final String url;

  PostgresEngine(DatabaseConfig config, String url) {
    this.config = config;
    this.url = url;
  }

  @Override
  public void prepare() {
    var wrong = PostgresUrl.wrongWith(url);
    if (wrong != null) {
      throw new StartRefused("DATABASE_URL: " + wrong);
    }
  }

  @Override
  public String schema() {
    return config.service();
  }

  @Override
  public DataSource unpooled() {
    return source(new Properties());
  }

  @Override
  public HikariConfig writer() {
    var pool = new HikariConfig();
    pool.setDataSource(source(limits()));
    // Said, as a server may have another default: each statement after the lock sees what the
    // holder before committed.
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return pool;
  }

  @Override
  public HikariConfig readers() {
    var pool = new HikariConfig();
    pool.setDataSource(source(limits()));
    pool.setReadOnly(true);
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    return pool;
  }

  @Override
  public HikariConfig talliers() {
    var limits = limits();
    // What a crash may lose is a count of the last moments; nobody waits for a disk for that.
    limits.merge("options", " -c synchronous_commit=off", (all, more) -> all + "" + more);
    var pool = new HikariConfig();
    pool.setDataSource(source(limits));
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return pool;
  }

  @Override
  public <T extends @Nullable Object> T reading(Handle handle, Function<Handle, T> work) {
    return handle.inTransaction(work::apply);
  }

  @Override
  public <T extends @Nullable Object> T writing(Handle handle, Function<Handle, T> work) {
    return handle.inTransaction(h -> {
      h.execute("select pg_advisory_xact_lock(?, ?)", LOCK_SPACE, config.service().hashCode());
      return work.apply(h);
    });
  }

  @Override
  public StartRefused refusal(SQLException cause) {
    var state = Objects.requireNonNullElse(cause.getSQLState(), "");
    var what =
        switch (state.length() < 2 ? "" : state.substring(0, 2)) {
          case "08" -> "cannot be reached; start it, or mend DATABASE_URL";
          case "28" -> "refuses DATABASE_USER with its DATABASE_PASSWORD; mend them";
          case "3D" -> "has no database of that name; create it, or mend DATABASE_URL";
          case "42" -> "does not let DATABASE_USER use its schema; grant CREATE on the database";
          default -> "cannot be used";
        };
    return new StartRefused(
        "PostgreSQL at "
            + PostgresUrl.place(url)
            + " "
            + what
            + " ("
            + OneLine.of(String.valueOf(cause.getMessage()), 300)
            + ")");
  }

  /** The server itself ends what hangs, and the socket does when the server is gone. */
  private static Properties limits() {
    var limits = new Properties();
    limits.setProperty(
        "options",
        "-c statement_timeout=30000 -c lock_timeout=10000"
            + " -c idle_in_transaction_session_timeout=60000");
    limits.setProperty("socketTimeout", "45");
    return limits;
  }

  private DataSource source(Properties limits) {
    var properties = new Properties();
    properties.putAll(limits);
    properties.setProperty("currentSchema", '"' + config.service() + '"');
    properties.setProperty("ApplicationName", "rolegate " + config.service());
    properties.setProperty("connectTimeout", "5");
    // the detail is the row that did not fit, and an exception ends in the log
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty("tcpKeepAlive", "true");
    var password = config.password();
    return new DriverDataSource(
        url,
        "org.postgresql.Driver",
        properties,
        config.user(),
        password == null ? null : password.text());
  }
}
